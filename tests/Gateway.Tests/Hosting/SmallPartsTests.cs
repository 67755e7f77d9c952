using System.ComponentModel.DataAnnotations;
using Gateway.Hosting;

namespace Gateway.Tests.Hosting;

public sealed class SmallPartsTests
{
    [Theory]
    [Trait("Threat", "27")]
    [InlineData("9.0.11", ".NET 9.0.11", false)]
    [InlineData("10.0.0", ".NET 10.0.0-rc.1.25451.107", false)]
    [InlineData("10.0.0", ".NET 10.0.0", true)]
    [InlineData("10.0.12", ".NET 10.0.12", true)]
    [InlineData("11.0.0", ".NET 11.0.0", true)]
    public void A_runtime_below_the_floor_is_named(string version, string description, bool isEnough)
    {
        var fault = Requirements.FindFault(Version.Parse(version), description, "libsodium");
        Assert.Equal(isEnough, fault is null);
        Assert.True(isEnough || fault!.Contains(description, StringComparison.Ordinal) && !fault.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_without_a_library_for_ed25519_is_told_which_one_it_needs_in_one_line()
    {
        var fault = Requirements.FindFault(new Version(10, 0, 12), ".NET 10.0.12", ed25519: null);
        Assert.Contains("libsodium", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void A_cursor_is_read_back(long place)
    {
        Assert.True(Cursor.TryRead(Cursor.Write(place), out var read));
        Assert.Equal(place, read);
    }

    [Fact]
    public void Every_code_is_listed_once_with_what_it_means()
    {
        var constants = typeof(ProblemCodes).GetFields().Select(f => (string)f.GetValue(null)!).Order();
        Assert.Equal(constants, ProblemCodes.All.Select(p => p.Code).Order());
        Assert.All(ProblemCodes.All, p => Assert.InRange(p.Status, 400, 503));
    }

    [Theory]
    [InlineData("https://gateway.example", true)]
    [InlineData("http://[::1]:5080/base/", true)]
    [InlineData("not a url", false)]
    [InlineData("ftp://gateway.example", false)]
    [InlineData("https://gateway.example/?a=b", false)]
    [InlineData("https://gateway.example:port", false)]
    [InlineData("https://", false)]
    [InlineData("https://user:secret@gateway.example", false)]
    public void The_public_url_is_checked(string url, bool isGood)
    {
        var faults = new List<ValidationResult>();
        var options = new GatewayOptions { PublicUrl = url };
        Assert.Equal(isGood, Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true));
    }
}
