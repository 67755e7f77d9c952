using System.Text;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Faults;

/// <summary>Makes passports like that of samples/, each with an id of its own, signed by a did:key.</summary>
internal sealed class SignedPassports : IDisposable
{
    private readonly SigningKey _key = SigningKey.Generate(KeyType.Ed25519);
    private readonly KeySigner _signer;
    private readonly JsonObject _sample;
    private int _made;

    public SignedPassports()
    {
        var multibase = _key.VerificationKey.ToMultibase();
        _signer = new KeySigner(_key, $"did:key:{multibase}#{multibase}");
        using var sample = typeof(ApiKey).Assembly.GetManifestResourceStream("samples/battery-passport.json")!;
        _sample = JsonNode.Parse(sample)!.AsObject();
        _sample["issuer"]!["id"] = $"did:key:{multibase}";
        _sample.Remove("credentialStatus"); // nobody serves its list here
    }

    /// <summary>The next one, as a token. For one caller at a time.</summary>
    public async Task<byte[]> NextAsync()
    {
        _sample["id"] = $"https://passports.example/{++_made}";
        return Encoding.ASCII.GetBytes(await VcJwt.SignAsync(Encoding.UTF8.GetBytes(_sample.ToJsonString()), _signer, default));
    }

    public void Dispose() => _key.Dispose();
}
