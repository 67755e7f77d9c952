using System.Security.Cryptography;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class PublishedSampleTests
{
    /// <summary>Of every published sample with contexts: quads, and SHA-256 of the canonical form, as jsonld.js 9 with rdf-canonize 5 has them.</summary>
    public static TheoryData<string, int, string> Samples => new()
    {
        { "0.7.0/samples/ConformityCredential_battery_instance.json", 153, "75dc22353fb8858c54aec93c5d7502df9f3258edc4d60ba956cd3fb4275f4634" },
        { "0.7.0/samples/DigitalFacilityRecord_battery_instance.json", 239, "dd54f7d33c1500fad3a7190e8c80310618cbc730245ca457b8bd5962cc46ae0a" },
        { "0.7.0/samples/DigitalIdentityAnchor_battery_instance.json", 24, "cc4a1dda15e0684bbeace3efb94f043e19a16dfe1c8d204824e564a1eede167e" },
        { "0.7.0/samples/DigitalProductPassport_battery_instance.json", 421, "0041a377a62d4fb564454ac0469f2c8ad2f827d0f74dbcabe36107d35d298280" },
        { "0.7.0/samples/DigitalProductPassport_cathode_instance.json", 140, "c2cd68c8b9d4dfd290fab1d433efef3304ecee03ee8dd753ad0f2ff5509d46b7" },
        { "0.7.0/samples/DigitalTraceabilityEvent_battery_make_instance.json", 74, "c8cee2647f14e32b86028f69795a23b939f099d070426846b14b5f260cf4dcb6" },
        { "0.7.0/samples/DigitalTraceabilityEvent_cathode_move_instance.json", 72, "981ab123477ce9e88a1f925f00410ab40287bd22fe28e52ff80ee8f984cf74b7" },
        { "0.6.0/untp-dcc-instance.json", 182, "75bf47a8f7dd7480de94bed7533d901428b5b0b17e1c4c391b66a41519dbe3b8" },
        { "0.6.0/untp-dfr-instance.json", 143, "93776a7b831bce9b7c87b5162d2bd9ba266228d72bcc7c35f09438f6cf50ce4c" },
        { "0.6.0/untp-dia-instance.json", 20, "d52d7a347f6590854f8b9154ca3a4f4d527dcf08d5dc1a6f0fc393e858bf4e29" },
        { "0.6.0/untp-dpp-instance.json", 251, "c01c0638f71aca14e0fd398a15dbd815723a7d13a737ccc858d902195071eeb4" },
        { "0.6.0/untp-dte-instance.json", 117, "c85d522d8041e32489a13a07380b26501378eccfecae03340d60797463dee9b4" },
        { "0.6.1/untp-dcc-instance.json", 194, "129d342b2a0deba9778224c7ab00c44d48ded75a1632b1ddda7a8407539edce2" },
        { "0.6.1/untp-dfr-instance.json", 145, "342d82e2d55f729ba5c211baa4dd3bc22021fd5b14152050a4742375293504b7" },
        { "0.6.1/untp-dia-instance.json", 20, "d52d7a347f6590854f8b9154ca3a4f4d527dcf08d5dc1a6f0fc393e858bf4e29" },
        { "0.6.1/untp-dpp-instance.json", 253, "dda4962a957e30b0d0af898a0e3fe797c6455662552545bb162405b029949beb" },
        { "0.6.1/untp-dte-instance.json", 117, "c0fa966e3bacec48da177e42715484df1ba0851c722cd7a57c976de0990b2254" },
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

    private static string Digest(List<RdfQuad> quads) =>
        Convert.ToHexStringLower(SHA256.HashData(Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None).NQuads.Span));
}
