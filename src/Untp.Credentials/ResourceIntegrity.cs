using System.Text.Json;

namespace Untp.Credentials;

/// <summary>
/// Compares the digests that a credential states of a resource with those of what was published there (VCDM 2.0 clause 5.3). A verifier
/// has to check what it makes use of: that is what the vocabulary knows. Of other resources nothing is read, and nothing is said.
/// </summary>
internal sealed class ResourceIntegrity(PublishedResources published)
{
    private static readonly Form s_sri =
        new("digestSRI", "sha256-, sha384- or sha512- with the digest in base64", StatedDigest.FromSri);

    private static readonly Form s_multibase =
        new("digestMultibase", "a multihash in base58btc (z) or base64url (u)", StatedDigest.FromMultibase);

    /// <summary>Adds what is wrong with the digests of <paramref name="item"/>; false when it states none.</summary>
    /// <param name="item">The object that states them.</param>
    /// <param name="id">The resource's URL; null when it has none that can be read.</param>
    /// <param name="at">Where the object stands.</param>
    /// <param name="shape">Takes the faults.</param>
    public bool Check(JsonElement item, string? id, string at, ShapeProblems shape) =>
        Check(item, s_sri, id, at, shape) | Check(item, s_multibase, id, at, shape);

    private bool Check(JsonElement item, Form form, string? id, string at, ShapeProblems shape)
    {
        if (!item.TryGetProperty(form.Name, out var value))
        {
            return false;
        }

        var pointer = $"{at}/{form.Name}";
        if (Read(value, form.Read) is not { } digests)
        {
            shape.Add($"{form.Name} is {form.Expected}, or several of these", pointer);
        }
        else if (id is not null && published.At(id) is { Count: > 0 } known)
        {
            Compare(digests, known, id, pointer, shape);
        }
        else if (digests.Exists(digest => digest.IsOfNothing))
        {
            shape.Warn(new Problem(
                ProblemTypes.CryptographicSecurity,
                "A digest is that of nothing",
                "it has not the length of its algorithm's digests, in base64: no resource has it",
                pointer));
        }

        return true;
    }

    private static List<StatedDigest>? Read(JsonElement value, Func<string, IReadOnlyList<StatedDigest>?> read)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return read(value.GetString()!)?.ToList();
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            return null;
        }

        var each = value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? read(item.GetString()!) : null).ToList();
        return each.Contains(null) ? null : [.. each.SelectMany(digests => digests!)];
    }

    private static void Compare(
        List<StatedDigest> stated, IReadOnlyList<PublishedDigests> known, string id, string pointer, ShapeProblems shape)
    {
        foreach (var digest in stated)
        {
            var expected = known.Select(d => d.Of(digest.Algorithm)).OfType<string>().ToList();
            if (expected.Count == 0)
            {
                shape.Warn(Warning(digest, id, pointer));
            }
            else if (!expected.Contains(digest.Value, StringComparer.Ordinal))
            {
                shape.Add(Mismatch(digest, expected, id, pointer));
            }
        }
    }

    private static Problem Mismatch(StatedDigest digest, List<string> expected, string id, string pointer) =>
        new(
            ProblemTypes.CryptographicSecurity,
            "A resource is not the one that the credential was issued with",
            $"the {digest.Algorithm} stated of {Excerpt.Of(id)} is {digest.Value}; published there was {string.Join(" or ", expected)}",
            pointer);

    private static Problem Warning(StatedDigest digest, string id, string pointer) =>
        new(
            ProblemTypes.CryptographicSecurity,
            "A digest was not compared",
            $"of {Excerpt.Of(id)} no {digest.Algorithm ?? "digest of this kind"} is on record, only sha256 and sha384",
            pointer);

    /// <summary>One of the two ways in which a digest is written.</summary>
    private sealed record Form(string Name, string Expected, Func<string, IReadOnlyList<StatedDigest>?> Read);
}
