using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>What must hold of every N-Quads document and of every statement.</summary>
public sealed class NQuadsPropertyTests
{
    private const string Sample =
        "<urn:s> <urn:p\\u00e9> \"a\\t\\U0001F600\"@en-GB _:g1 . # remark\n_:b.1 <urn:p> \"5\"^^<urn:t> .\r\n<urn:s><urn:p>_:o.";

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(5_000);

    [Fact]
    public void Whatever_is_written_is_read_back() => Check.One(
        s_config,
        Prop.ForAll(Gen.Zip(Text, Text).ToArbitrary(), pair =>
        {
            RdfQuad[] quads =
            [
                new(
                    new RdfTerm(RdfTermKind.Iri, "urn:" + pair.Item1),
                    new RdfTerm(RdfTermKind.Iri, "urn:p"),
                    new RdfTerm(RdfTermKind.Literal, pair.Item2, "urn:" + pair.Item1),
                    null),
            ];
            return NQuads.Parse(NQuads.Serialize(quads)).SequenceEqual(quads);
        }));

    [Fact]
    public void Whatever_is_read_is_written_in_one_way() => Check.One(
        s_config,
        Prop.ForAll(Changed.ToArbitrary(), bytes => Read(bytes) is not { } quads
            || NQuads.Serialize(NQuads.Parse(NQuads.Serialize(quads))).AsSpan().SequenceEqual(NQuads.Serialize(quads))));

    [Fact, Trait("Threat", "11")]
    public void Any_bytes_are_read_or_refused_with_a_line() => Check.One(
        s_config,
        Prop.ForAll(
            Changed.Or(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf()).ToArbitrary(),
            bytes =>
            {
                // any other exception fails the test
                Read(bytes);
                return true;
            }));

    private static IReadOnlyList<RdfQuad>? Read(byte[] bytes)
    {
        try
        {
            return NQuads.Parse(bytes);
        }
        catch (FormatException fault)
        {
            Assert.StartsWith("N-Quads", fault.Message, StringComparison.Ordinal);
            return null;
        }
    }

    /// <summary>The sample with a few bytes replaced, added or taken away.</summary>
    private static Gen<byte[]> Changed => Gen.Zip(
        Gen.Zip(Gen.Choose(0, Sample.Length - 1), Gen.Choose(0, 3)),
        Gen.Elements(Encoding.UTF8.GetBytes(Sample)).Or(Gen.Choose(0, 255).Select(b => (byte)b)).ArrayOf(3)).ArrayOf().Select(changes =>
        {
            var bytes = Encoding.UTF8.GetBytes(Sample).ToList();
            foreach (var ((at, count), more) in changes.Take(3))
            {
                bytes.RemoveRange(Math.Min(at, bytes.Count), Math.Min(count, bytes.Count - Math.Min(at, bytes.Count)));
                bytes.InsertRange(Math.Min(at, bytes.Count), more.Take(count));
            }

            return bytes.ToArray();
        });

    private static Gen<string> Text => Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid)
        .Or(Gen.Choose(0, 0xFF)).ArrayOf().Select(codes => string.Concat(codes.Select(code => new Rune(code).ToString())));
}
