using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.Statuses;

/// <summary>A status list in a network of its own, in which entry <see cref="Revoked"/> is set, and the check that looks at it.</summary>
internal sealed class StatusWorld
{
    public const string Url = "https://status.example.com/1";
    public const string Issuer = "did:web:issuer.example.com";
    public const int Revoked = 4;

    public StatusWorld()
    {
        Check = new StatusCheck([Validity, Proof], new StatusOptions(), Time);
        Fetcher[Url] = List();
    }

    public ManualTime Time { get; } = new();

    public ScriptedFetcher Fetcher { get; } = new();

    public FixedCheck Validity { get; } = new(CheckNames.Validity, Verdict.Passed);

    public FixedCheck Proof { get; } = new(CheckNames.Proof, Verdict.Passed);

    public StatusCheck Check { get; }

    public static JsonObject Entry(object? index, string purpose = "revocation") => new()
    {
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = purpose,
        ["statusListIndex"] = index switch { int number => number, string text => text, _ => (JsonNode?)index },
        ["statusListCredential"] = Url,
    };

    public static string List(Action<JsonObject>? changeSubject = null, Action<JsonObject>? change = null)
    {
        var subject = new JsonObject
        {
            ["id"] = $"{Url}#list",
            ["type"] = "BitstringStatusList",
            ["statusPurpose"] = "revocation",
            ["encodedList"] = BitstringStatusList.Encode(Bits(Revoked)),
        };
        changeSubject?.Invoke(subject);
        var list = new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["id"] = Url,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = Issuer,
            ["credentialSubject"] = subject,
        };
        change?.Invoke(list);
        return list.ToJsonString();
    }

    public static byte[] Bits(int index)
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        BitstringStatusList.Set(bits, index, true);
        return bits;
    }

    public static string Token(string payload) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.AA";

    public static Problem Failed(CheckResult result, string type)
    {
        Assert.Equal(Verdict.Failed, result.Verdict);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(type, problem.Type);
        return problem;
    }

    public static void Undecided(CheckResult result)
    {
        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Equal(ProblemTypes.StatusRetrieval, Assert.Single(result.Problems).Type);
    }

    public async Task<CheckResult> RunAsync(
        JsonNode? status, bool isNull = false, StatusCheck? check = null, ScriptedFetcher? fetcher = null)
    {
        var claims = new JsonObject { ["id"] = "https://x.example/1", ["issuer"] = new JsonObject { ["id"] = Issuer } };
        if (status is not null || isNull)
        {
            claims["credentialStatus"] = status?.DeepClone();
        }

        using var credential = Given.Credential(claims);
        var context = new CheckContext(credential, Time.GetUtcNow(), fetcher ?? Fetcher);
        return await (check ?? Check).RunAsync(context, TestContext.Current.CancellationToken);
    }
}
