using System.Text;
using Gateway.Hosting;

namespace Gateway.Commands;

/// <summary>What the demonstration leaves in <c>{DataPath}/quickstart</c>, for its curl lines.</summary>
internal sealed class DemoFiles(string dataPath)
{
    private readonly string _folder = Path.Combine(dataPath, "quickstart");

    public string ApiKey => Path.Combine(_folder, "api-key");

    public string Passport => Path.Combine(_folder, "passport.jwt");

    public string Tampered => Path.Combine(_folder, "tampered.jwt");

    public string VerifyRequest => Path.Combine(_folder, "verify.json");

    public async Task WriteAsync(string apiKey, DemoPassport passport, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        SecretFile.Write(ApiKey, Encoding.ASCII.GetBytes(apiKey));
        await File.WriteAllTextAsync(Passport, passport.Token, cancellationToken);
        await File.WriteAllTextAsync(Tampered, passport.Tampered, cancellationToken);
        await File.WriteAllTextAsync(VerifyRequest, $$"""{"verifiableCredential":"{{passport.Token}}"}""", cancellationToken);
    }
}
