using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>What must hold of every JSON value (RFC 8785).</summary>
[Trait("Threat", "12")]
public sealed class JsonCanonicalizerPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(Value(4).ToArbitrary(), json => Canonical(Canonical(json)) == Canonical(json)));

    [Fact]
    public void The_order_of_members_and_white_space_do_not_matter() => Check.One(
        s_config,
        Prop.ForAll(
            Members(3).SelectMany(one => Gen.Shuffle(one).Select(other => (one, other))).ToArbitrary(),
            pair => Canonical(Join(pair.one, ",", ":")) == Canonical(Join(pair.other, " ,\t", "\r\n:  "))));

    [Fact]
    public void Escapes_do_not_matter() => Check.One(
        s_config,
        Prop.ForAll(Text.ToArbitrary(), text => Canonical(Escaped(text)) == Canonical(JsonSerializer.Serialize(text))));

    [Fact]
    public void Composed_and_decomposed_letters_stay_apart() => Check.One(
        s_config,
        Prop.ForAll(
            Gen.Zip(Text, Text).ToArbitrary(),
            around => Canonical(Escaped($"{around.Item1}\u00e9{around.Item2}"))
                != Canonical(Escaped($"{around.Item1}e\u0301{around.Item2}"))));

    [Fact]
    public void Half_a_surrogate_pair_is_refused_wherever_it_stands() => Check.One(
        s_config,
        Prop.ForAll(
            Gen.Zip(Text, Gen.Choose(0xD800, 0xDFFF)).Select(pair => $"{Escaped(pair.Item1)[..^1]}\\u{pair.Item2:x4}\"").ToArbitrary(),
            half => !Reads(half) && !Reads($"{{{half}:1}}") && !Reads($"[[{half}]]")));

    private static Gen<string> Value(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, Value(depth - 1).ArrayOf().Select(items => $"[{string.Join(',', items.Take(4))}]")),
        (2, Members(depth - 1).Select(members => Join(members, ",", ":"))));

    private static Gen<string> Scalar => Gen.Frequency(
        (1, Gen.Elements("null", "true", "false", "-0", "0.0", "1e21", "1E-7", "5e-324", "9007199254740991")),
        (2, Text.Select(Escaped)),
        (2, Gen.Choose(int.MinValue, int.MaxValue).Two()
            .Select(halves => BitConverter.Int64BitsToDouble(((long)halves.Item1 << 32) | (uint)halves.Item2))
            .Where(IsReadAgain).Select(number => JsonSerializer.Serialize(number))));

    /// <summary>JCS writes integers up to 1e21 in digits, and <see cref="StrictJson"/> reads none in digits beyond 2^53.</summary>
    private static bool IsReadAgain(double number) =>
        double.IsFinite(number) && (Math.Abs(number) < 9007199254740992 || Math.Abs(number) >= 1e21);

    private static Gen<KeyValuePair<string, string>[]> Members(int depth) =>
        Gen.Zip(Text, Value(depth)).Select(member => KeyValuePair.Create(member.Item1, member.Item2)).ArrayOf()
            .Select(members => members.DistinctBy(member => member.Key).Take(5).ToArray());

    private static Gen<string> Text => Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).Or(Gen.Choose(0, 0x7F)).ArrayOf()
        .Select(codes => string.Concat(codes.Take(8).Select(code => new Rune(code).ToString())));

    /// <summary>Every UTF-16 code unit as an escape.</summary>
    private static string Escaped(string text) => $"\"{string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"))}\"";

    private static string Join(IEnumerable<KeyValuePair<string, string>> members, string comma, string colon) =>
        $"{{{string.Join(comma, members.Select(member => Escaped(member.Key) + colon + member.Value))}}}";

    private static string Canonical(string json)
    {
        var isRead = StrictJson.TryParse(Encoding.UTF8.GetBytes(json), ParsingLimits.Default, out var document, out var problem);
        Assert.True(isRead, problem?.Detail);
        using (document)
        {
            return Encoding.UTF8.GetString(JsonCanonicalizer.Canonicalize(document!.RootElement).Span);
        }
    }

    private static bool Reads(string json)
    {
        var isRead = StrictJson.TryParse(Encoding.UTF8.GetBytes(json), ParsingLimits.Default, out var document, out _);
        document?.Dispose();
        return isRead;
    }
}
