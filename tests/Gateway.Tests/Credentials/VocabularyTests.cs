using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Credentials;

/// <summary>A version of UNTP that the program has never heard of, out of an operator's folder: two files and lines of manifests.</summary>
public sealed class VocabularyTests : IDisposable
{
    private const string Untp090 = "https://vocabulary.uncefact.org/untp/0.9.0/context/";

    private readonly OwnVocabulary _own = OwnVocabulary.OfUntp090();

    [Fact]
    public async Task Keeps_a_passport_of_UNTP_0_9_0_and_refuses_one_that_lacks_what_is_new_there()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Vocabulary:Path"] = _own.Path });
        var tenant = gateway.Client(TestGateway.Key);
        var issuer = TestIssuer.WithKey();
        var passport = Passport(issuer);
        passport["credentialSubject"]!["modelNumber"] = "SK20";

        using var kept = await tenant.PostAsync("/credentials", TestIssuer.Body(await issuer.SignAsync(passport)));
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);

        passport["credentialSubject"]!.AsObject().Remove("modelNumber");
        using var refused = await tenant.PostAsync("/credentials", TestIssuer.Body(await issuer.SignAsync(passport)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var schema = (await refused.JsonAsync())["checks"]!.AsArray().Single(check => (string?)check!["check"] == "schema")!;
        var problem = Assert.Single(schema["problems"]!.AsArray());
        Assert.Contains("modelNumber", (string?)problem!["detail"], StringComparison.Ordinal);
        Assert.Contains("UNTP 0.9.0", (string?)problem["detail"], StringComparison.Ordinal);
    }

    public void Dispose() => _own.Dispose();

    private static JsonObject Passport(TestIssuer issuer)
    {
        var passport = issuer.Passport("https://id.example/0.9.0");
        passport["@context"]![1] = Untp090;
        return passport;
    }
}
