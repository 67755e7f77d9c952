using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Chains;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Statuses;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>
/// The value chain of <c>samples/chain</c>, signed by its invented companies, whose DID documents stand in a scripted network; and ways to
/// spoil it.
/// </summary>
internal sealed class ChainWorld
{
    public const string Register = "did:web:register.example.com";
    public const string Alliance = "did:web:alliance.example.com";
    public const string Battery = "battery-passport";
    public const string BatteryId = "https://id.cells.example.com/21/EV90-2026-000017";

    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    private readonly Dictionary<string, JsonNode> _claims = SampleFiles.All.Chain.ToDictionary(
        file => Path.GetFileNameWithoutExtension(file), file => JsonNode.Parse(SampleFiles.Read(file))!);

    private readonly HashSet<string> _tampered = [];
    private readonly Dictionary<string, string> _signers = [];

    public ChainWorld()
    {
        Dids = new DidResolver(new DidResolverOptions(), Time);
        Verifier = CredentialVerifier.Create(s_vocabulary, Dids, new StatusOptions(), Time);
        Cache = new ChainCache(Time);
        foreach (var claims in _claims.Values)
        {
            Publish(claims.Text("issuer", "id"));
        }
    }

    public static ChainPolicy Policy { get; } = new("demonstration", "1") { TrustAnchors = [Register, Alliance], GbaAnchor = Alliance };

    public ManualTime Time { get; } = new();

    public ScriptedFetcher Fetcher { get; } = new();

    public DidResolver Dids { get; }

    public CredentialVerifier Verifier { get; }

    public ChainCache Cache { get; }

    public IEnumerable<string> Files => _claims.Keys;

    public JsonNode this[string file] => _claims[file];

    public static string Id(string file) => new ChainWorld()[file].Text("id");

    /// <summary>Another credential, beside those of the samples.</summary>
    public ChainWorld Add(string file, JsonNode claims)
    {
        _claims[file] = claims;
        Publish(claims.Text("issuer", "id"));
        return this;
    }

    public ChainWorld Change(string file, Action<JsonNode> change)
    {
        change(_claims[file]);
        Publish(_claims[file].Text("issuer", "id"));
        return this;
    }

    public ChainWorld Withhold(string file)
    {
        Assert.True(_claims.Remove(file));
        return this;
    }

    /// <summary>Changes a letter of what was signed.</summary>
    public ChainWorld Tamper(string file)
    {
        _tampered.Add(file);
        return this;
    }

    /// <summary>Has a credential signed by another's key under its issuer's name.</summary>
    public ChainWorld SignWithKeyOf(string file, string did)
    {
        _signers[file] = did;
        return this;
    }

    /// <summary>Gives a credential a status entry, and its issuer a list in which it is set.</summary>
    public async Task<ChainWorld> RevokeAsync(string file)
    {
        await PublishListAsync(_claims[file].Text("issuer", "id"), isSet: true);
        return WithStatus(file);
    }

    /// <summary>Gives a credential a status entry of its issuer's list.</summary>
    public ChainWorld WithStatus(string file)
    {
        _claims[file]["credentialStatus"] = new JsonObject
        {
            ["type"] = "BitstringStatusListEntry",
            ["statusPurpose"] = "revocation",
            ["statusListIndex"] = 4,
            ["statusListCredential"] = ListUrl(_claims[file].Text("issuer", "id")),
        };
        return this;
    }

    public async Task PublishListAsync(string issuer, bool isSet)
    {
        var url = ListUrl(issuer);
        var bits = new byte[BitstringStatusList.MinBytes];
        BitstringStatusList.Set(bits, 4, isSet);
        var list = new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["id"] = url,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = issuer,
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = url + "#list",
                ["type"] = "BitstringStatusList",
                ["statusPurpose"] = "revocation",
                ["encodedList"] = BitstringStatusList.Encode(bits),
            },
        };
        Fetcher.Answer(url, FetchResult.Fetched(await SignAsync(list, issuer), MediaTypes.VcJwt));
    }

    public async Task<ChainDocument> SignAsync(string file)
    {
        var claims = _claims[file];
        var token = await SignAsync(claims, _signers.GetValueOrDefault(file) ?? claims.Text("issuer", "id"), claims.Text("issuer", "id"));
        token = _tampered.Contains(file) ? Tampered(token) : token;
        return new ChainDocument(token, MediaTypes.VcJwt, file);
    }

    public static async Task<byte[]> SignAsync(JsonNode claims, string signer, string? name = null) => Encoding.ASCII.GetBytes(
        await VcJwt.SignAsync(
            Encoding.UTF8.GetBytes(claims.ToJsonString()), new KeySigner(KeyOf(signer), (name ?? signer) + "#key-1"), default));

    /// <summary>Puts a DID's document into the network, with a key of its own.</summary>
    public void Publish(string did, string key = "", string services = "", string alsoKnownAs = "")
    {
        if (did.StartsWith("did:web:", StringComparison.Ordinal))
        {
            Fetcher[DocumentUrl(did)] = $$"""
                {"id":"{{did}}","verificationMethod":[{"id":"{{did}}#key-1","type":"Multikey","controller":"{{did}}",
                "publicKeyMultibase":"{{KeyOf(did + key).VerificationKey.ToMultibase()}}"}],"assertionMethod":["{{did}}#key-1"],
                "service":[{{services}}],"alsoKnownAs":[{{alsoKnownAs}}]}
                """;
        }
    }

    public static string DocumentUrl(string did) => $"https://{did["did:web:".Length..]}/.well-known/did.json";

    public async Task<IReadOnlyList<ChainDocument>> SignAllAsync()
    {
        var documents = new List<ChainDocument>();
        foreach (var file in _claims.Keys)
        {
            documents.Add(await SignAsync(file));
        }

        return documents;
    }

    /// <summary>Audits from the battery's passport, everything else supplied with it.</summary>
    public async Task<ChainReport> VerifyAsync(ChainPolicy? policy = null, Func<ChainRequest, ChainRequest>? with = null)
    {
        var request = new ChainRequest([ChainStart.With(await SignAsync(Battery))], policy ?? Policy) { Supplied = await SignAllAsync() };
        return await VerifyAsync(with?.Invoke(request) ?? request);
    }

    public Task<ChainReport> VerifyAsync(ChainRequest request, IKeptCredentials? kept = null, IProgress<ChainProgress>? progress = null) =>
        new ChainVerifier(Verifier, Dids, Cache, Time).VerifyAsync(request, kept, Fetcher, progress, TestContext.Current.CancellationToken);

    /// <summary>Another payload under the same signature.</summary>
    private static byte[] Tampered(byte[] token)
    {
        var parts = Encoding.ASCII.GetString(token).Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var at = payload.IndexOf("\"name\":\"", StringComparison.Ordinal);
        Assert.True(at > 0);
        parts[1] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.Insert(at + 8, "x")));
        return Encoding.ASCII.GetBytes(string.Join('.', parts));
    }

    private static string ListUrl(string issuer) => $"https://{issuer["did:web:".Length..]}/status/1";

    private static SigningKey KeyOf(string did) => SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData(Encoding.UTF8.GetBytes(did)));
}
