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
        var fault = RuntimeFloor.FindFault(Version.Parse(version), description, "libsodium");
        Assert.Equal(isEnough, fault is null);
        Assert.True(isEnough || fault!.Contains(description, StringComparison.Ordinal) && !fault.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_without_Ed25519_is_told_what_to_install_in_one_line()
    {
        var fault = RuntimeFloor.FindFault(new Version(10, 0, 12), ".NET 10.0.12", null);
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
    [InlineData("not a url", false)]
    [InlineData("https://user:secret@gateway.example", false)]
    public async Task The_public_url_is_checked_at_start(string url, bool isGood)
    {
        var fault = await Record.ExceptionAsync(
            async () => await (await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = url })).DisposeAsync());
        Assert.Equal(isGood, fault is null);
    }
}
