using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Gateway.Tests.Outbound;

namespace Gateway.Tests.Hosting;

/// <summary>Https by Kestrel's own configuration, with a certificate and its key in files, as the README shows it.</summary>
public sealed class HttpsTests
{
    private const string Host = "gateway.example";

    [Fact]
    public async Task Is_served_with_a_certificate_from_files()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("https-");
        using var authority = new TestCertificates();
        using var certificate = authority.Issue(Host);
        var (chain, key) = (Path.Combine(data.FullName, "chain.pem"), Path.Combine(data.FullName, "key.pem"));
        await File.WriteAllTextAsync(chain, certificate.ExportCertificatePem(), cancelled);
        using var secret = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(key, secret.ExportPkcs8PrivateKeyPem(), cancelled);

        using var gateway = await Faults.RunningGateway.StartAsync(
            data.FullName,
            [
                "--Kestrel:Endpoints:Https:Url=https://127.0.0.1:0",
                $"--Kestrel:Endpoints:Https:Certificate:Path={chain}",
                $"--Kestrel:Endpoints:Https:Certificate:KeyPath={key}",
            ]);
        var address = gateway.Client.BaseAddress!;
        Assert.Equal("https", address.Scheme);
        using var handler = new SocketsHttpHandler { ConnectCallback = (_, cancellation) => ConnectAsync(address.Port, cancellation) };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority.Root);
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://{Host}:{address.Port}") };
        var document = await client.GetFromJsonAsync<JsonNode>("/.well-known/did.json", cancelled);
        Assert.Equal($"did:web:127.0.0.1%3A{address.Port}", (string?)document!["id"]);
    }

    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
