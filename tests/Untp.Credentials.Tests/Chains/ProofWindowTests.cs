using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Tests.Statuses;

namespace Untp.Credentials.Tests.Chains;

/// <summary>For which times what was found of a proof may be remembered.</summary>
public sealed class ProofWindowTests
{
    [Theory]
    [InlineData("", "2000-01-01T00:00:00Z", true)]
    [InlineData(""","exp":1780272000""", "2026-05-31T23:59:59Z", true)]
    [InlineData(""","exp":1780272000""", "2026-06-01T00:00:00Z", false)]
    [InlineData(""","nbf":1780272000""", "2026-06-01T00:00:00Z", true)]
    [InlineData(""","nbf":1780272000""", "2026-05-31T23:59:59Z", false)]
    [InlineData(""","iat":1780272000""", "2026-05-31T23:59:59Z", false)]
    public void A_token_holds_between_its_own_times(string claims, string at, bool isInside)
    {
        using var credential = Given.Credential(StatusWorld.Token($$"""{"id":"urn:x:1"{{claims}}}"""), MediaTypes.VcJwt);

        Assert.Equal(isInside, ProofWindow.Of(credential)!.Value.Includes(DateTimeOffset.Parse(at, null)));
    }

    [Theory]
    [InlineData("""{"created":"2026-05-01T00:00:00Z"}""", "2026-04-30T00:00:00Z", false)]
    [InlineData("""{"created":"2026-05-01T00:00:00Z"}""", "2026-05-02T00:00:00Z", true)]
    [InlineData("""[{"created":"2026-05-01T00:00:00Z"},{"expires":"2026-06-01T00:00:00Z"}]""", "2026-06-01T00:00:00Z", false)]
    public void Embedded_proofs_hold_between_the_latest_creation_and_the_first_end(string proof, string at, bool isInside)
    {
        using var credential = Given.Credential($$"""{"id":"urn:x:1","proof":{{proof}}}""", MediaTypes.Vc);

        Assert.Equal(isInside, ProofWindow.Of(credential)!.Value.Includes(DateTimeOffset.Parse(at, null)));
    }

    [Theory]
    [InlineData(""","exp":"soon" """)]
    [InlineData(""","exp":1e300""")]
    [InlineData(""","nbf":-5""")]
    public void There_is_none_where_a_time_cannot_be_read(string claims)
    {
        using var credential = Given.Credential(StatusWorld.Token($$"""{"id":"urn:x:1"{{claims}}}"""), MediaTypes.VcJwt);

        Assert.Null(ProofWindow.Of(credential));
    }
}
