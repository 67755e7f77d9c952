using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Outbound;

/// <summary>A certificate authority of the moment.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset s_before = TimeProvider.System.GetUtcNow().AddDays(-2);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates(string name = "CN=Test root")
    {
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.CreateSelfSigned(s_before, s_before.AddYears(1));
    }

    public X509Certificate2 Root { get; }

    /// <summary>A certificate for a host, with its key.</summary>
    /// <param name="host">The name it is for.</param>
    /// <param name="days">For how many days it is valid; it was made two days ago.</param>
    /// <param name="issuerUrl">Where it says that its issuer's certificate lies.</param>
    public X509Certificate2 Issue(string host, int days = 30, Uri? issuerUrl = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        if (issuerUrl is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [issuerUrl.AbsoluteUri]));
        }

        using var signed = request.Create(Root, s_before, s_before.AddDays(days), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}
