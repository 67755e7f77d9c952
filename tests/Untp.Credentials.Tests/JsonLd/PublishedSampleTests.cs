using System.Security.Cryptography;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class PublishedSampleTests
{
    /// <summary>
    /// Of every published sample with contexts: quads, and the first half of SHA-256 of the canonical form, as jsonld.js 9 and rdf-canonize
    /// 5 have them.
    /// </summary>
    public static TheoryData<string, int, string> Samples => new()
    {
        { "0.7.0/samples/ConformityCredential_battery_instance.json", 153, "75dc22353fb8858c54aec93c5d7502df" },
        { "0.7.0/samples/DigitalFacilityRecord_battery_instance.json", 239, "dd54f7d33c1500fad3a7190e8c803106" },
        { "0.7.0/samples/DigitalIdentityAnchor_battery_instance.json", 24, "cc4a1dda15e0684bbeace3efb94f043e" },
        { "0.7.0/samples/DigitalProductPassport_battery_instance.json", 421, "0041a377a62d4fb564454ac0469f2c8a" },
        { "0.7.0/samples/DigitalProductPassport_cathode_instance.json", 140, "c2cd68c8b9d4dfd290fab1d433efef33" },
        { "0.7.0/samples/DigitalTraceabilityEvent_battery_make_instance.json", 74, "c8cee2647f14e32b86028f69795a23b9" },
        { "0.7.0/samples/DigitalTraceabilityEvent_cathode_move_instance.json", 72, "981ab123477ce9e88a1f925f00410ab4" },
        { "0.6.0/untp-dcc-instance.json", 182, "75bf47a8f7dd7480de94bed7533d9014" },
        { "0.6.0/untp-dfr-instance.json", 143, "93776a7b831bce9b7c87b5162d2bd9ba" },
        { "0.6.0/untp-dia-instance.json", 20, "d52d7a347f6590854f8b9154ca3a4f4d" },
        { "0.6.0/untp-dpp-instance.json", 251, "c01c0638f71aca14e0fd398a15dbd815" },
        { "0.6.0/untp-dte-instance.json", 117, "c85d522d8041e32489a13a07380b2650" },
        { "0.6.1/untp-dcc-instance.json", 194, "129d342b2a0deba9778224c7ab00c44d" },
        { "0.6.1/untp-dfr-instance.json", 145, "342d82e2d55f729ba5c211baa4dd3bc2" },
        { "0.6.1/untp-dia-instance.json", 20, "d52d7a347f6590854f8b9154ca3a4f4d" },
        { "0.6.1/untp-dpp-instance.json", 253, "dda4962a957e30b0d0af898a0e3fe797" },
        { "0.6.1/untp-dte-instance.json", 117, "c0fa966e3bacec48da177e42715484df" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Has_the_RDF_that_another_implementation_finds(string sample, int quads, string digest)
    {
        var processor = PublishedContexts.Processor();
        var document = PublishedContexts.Read(sample);

        var first = processor.ToRdf(document);
        var second = processor.ToRdf(document);

        Assert.Equal(quads, first.Count);
        Assert.Equal(digest, Digest(first));
        Assert.Equal(digest, Digest(second));
    }

    private static string Digest(List<RdfQuad> quads)
    {
        var canonical = Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None);
        return Convert.ToHexStringLower(SHA256.HashData(canonical.NQuads.Span))[..32];
    }
}
