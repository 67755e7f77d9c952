using System.Text;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Untp.Credentials.Proofs;

namespace Gateway.Commands;

/// <summary>The battery passport of <c>samples/</c>, of a product of its own, signed by the demo issuer.</summary>
/// <param name="ProductId">The product's URI.</param>
/// <param name="Token">The passport as <c>vc+jwt</c>.</param>
/// <param name="Tampered">The same with one letter of its payload changed, so that it can still be read.</param>
internal sealed record DemoPassport(string ProductId, string Token, string Tampered)
{
    private const string SampleName = "samples/battery-passport.json";

    public static async Task<DemoPassport> SignAsync(ISigner signer, string issuerDid, CancellationToken cancellationToken)
    {
        var serial = RandomId.Create();
        var claims = JsonNode.Parse(await ReadSampleAsync(cancellationToken))!.AsObject();
        var productId = $"https://id.cells.example.com/21/{serial}";
        claims["id"] = $"https://id.cells.example.com/passports/{serial}";
        claims["issuer"]!["id"] = issuerDid;
        claims["credentialSubject"]!["id"] = productId;
        claims["credentialSubject"]!["itemNumber"] = serial;
        var token = await VcJwt.SignAsync(Encoding.UTF8.GetBytes(claims.ToJsonString()), signer, cancellationToken);
        return new DemoPassport(productId, token, Tamper(token, serial));
    }

    private static async Task<string> ReadSampleAsync(CancellationToken cancellationToken)
    {
        var stream = typeof(DemoPassport).Assembly.GetManifestResourceStream(SampleName)
            ?? throw new InvalidOperationException($"{SampleName} is not embedded");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Another product's number under the same signature.</summary>
    private static string Tamper(string token, string serial)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        var other = (serial[0] == 'A' ? 'B' : 'A') + serial[1..];
        var changed = payload.Replace($"\"itemNumber\":\"{serial}\"", $"\"itemNumber\":\"{other}\"", StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed))}.{parts[2]}";
    }
}
