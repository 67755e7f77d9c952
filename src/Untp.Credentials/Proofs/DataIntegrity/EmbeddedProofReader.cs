using System.Collections.Frozen;
using System.Text.Json;
using Untp.Credentials.Dids;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// Reads one proof (Data Integrity 1.0 clause 2.1) to the letter: a member has one meaning or the proof is refused, so that what an RDF
/// suite signs is what is read here.
/// </summary>
internal sealed class EmbeddedProofReader(JsonElement proof, string pointer)
{
    /// <summary>The members that the contexts give a meaning to; another one may not reach the RDF, and would then not be signed.</summary>
    private static readonly FrozenSet<string> s_signedInRdf = FrozenSet.Create(
        StringComparer.Ordinal,
        "@context", "id", "type", "cryptosuite", "proofPurpose", "verificationMethod", "created", "expires", "domain", "challenge", "nonce",
        "previousProof", "proofValue");

    /// <summary>Ed25519Signature2020 has a context of its own, which knows less.</summary>
    private static readonly FrozenSet<string> s_newerThanSuite2020 =
        FrozenSet.Create(StringComparer.Ordinal, "cryptosuite", "previousProof");

    public List<Problem> Problems { get; } = [];

    public List<Problem> Warnings { get; } = [];

    /// <summary>The proof; null when there are problems.</summary>
    public EmbeddedProof? Read()
    {
        if (proof.ValueKind != JsonValueKind.Object)
        {
            Problems.Add(ProofProblems.Malformed("a proof is an object", pointer));
            return null;
        }

        // of a suite that is not known, the members may be anything
        if (ReadSuite() is not { } suite)
        {
            return null;
        }

        var method = ReadMethod();
        ReadText("nonce");
        var read = new EmbeddedProof
        {
            Element = proof,
            Suite = suite,
            Id = ReadId(),
            VerificationMethod = method?.Url ?? "",
            Controller = method?.Did ?? "",
            Purpose = ReadPurpose() ?? "",
            Created = ReadTime("created"),
            Expires = ReadTime("expires"),
            Domain = ReadTexts("domain"),
            Challenge = ReadText("challenge"),
            PreviousProof = ReadTexts("previousProof") ?? [],
            Signature = ReadSignature() ?? [],
        };
        return Problems.Count == 0 ? read : null;
    }

    private Cryptosuite? ReadSuite()
    {
        var type = Require("type");
        var name = type == Cryptosuites.DataIntegrityProof ? Require("cryptosuite") : ReadText("cryptosuite");
        if (type is null || (type == Cryptosuites.DataIntegrityProof && name is null))
        {
            return null;
        }

        if (Cryptosuites.Find(type, name) is not { } suite)
        {
            var shown = type == Cryptosuites.DataIntegrityProof ? $"cryptosuite \"{Excerpt.Of(name ?? "")}\"" : $"type \"{Excerpt.Of(type)}\"";
            Problems.Add(ProofProblems.Unverifiable($"proofs of the {shown} are not supported: {Cryptosuites.Supported}", pointer));
            return null;
        }

        if (suite.SignsRdf())
        {
            RefuseUnsigned(suite);
        }

        return suite;
    }

    /// <summary>Names the first of them: a proof may be full of them.</summary>
    private void RefuseUnsigned(Cryptosuite suite)
    {
        foreach (var member in proof.EnumerateObject())
        {
            if (!s_signedInRdf.Contains(member.Name)
                || (suite == Cryptosuite.Ed25519Signature2020 && s_newerThanSuite2020.Contains(member.Name)))
            {
                Problems.Add(ProofProblems.Malformed(
                    $"the member \"{Excerpt.Of(member.Name)}\" is none that this suite is sure to sign", pointer));
                return;
            }
        }
    }

    private string? ReadId()
    {
        if (!proof.TryGetProperty("id", out var id) || ShapeProblems.IsUrl(id))
        {
            return ReadText("id");
        }

        Refuse("id", "id is an absolute URL");
        return null;
    }

    private (string Url, string Did)? ReadMethod()
    {
        if (Require("verificationMethod") is not { } text)
        {
            return null;
        }

        if (DidUrl.TryParse(text, out var url) && !string.IsNullOrEmpty(url.Fragment))
        {
            return (text, url.Did);
        }

        var fault = ProofProblems.BadMethod($"\"{Excerpt.Of(text)}\" names no key: a DID URL with a fragment does");
        Problems.Add(fault with { Pointer = $"{pointer}/verificationMethod" });
        return null;
    }

    private string? ReadPurpose()
    {
        var purpose = Require("proofPurpose");
        if (purpose is null or ProofPurposes.AssertionMethod or ProofPurposes.Authentication)
        {
            return purpose;
        }

        Refuse("proofPurpose", $"the purpose \"{Excerpt.Of(purpose)}\" is none for which a credential is signed: assertionMethod and authentication are");
        return null;
    }

    /// <summary>An xsd:dateTimeStamp; a time without a zone is taken for UTC, as clause 2.1 has it.</summary>
    private DateTimeOffset? ReadTime(string name)
    {
        if (ReadText(name) is not { } text)
        {
            return null;
        }

        if (DateTimeStamp.TryParse(text, out var time))
        {
            return time;
        }

        if (DateTimeStamp.TryParse(text + "Z", out time))
        {
            Warnings.Add(ProofProblems.Leniency($"{name} has no time zone and is taken for UTC", $"{pointer}/{name}"));
            return time;
        }

        Refuse(name, $"{name} is an xsd:dateTimeStamp, as in 2026-01-31T12:00:00Z");
        return null;
    }

    /// <summary>One string or an array of some.</summary>
    private List<string>? ReadTexts(string name)
    {
        if (!proof.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return [value.GetString()!];
        }

        if (value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() > 0
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Refuse(name, $"{name} is a string or an array of strings that is not empty");
        return null;
    }

    /// <summary>EdDSA Cryptosuites 1.0 clause 2.2: a signature in base58btc, one spelling each.</summary>
    private byte[]? ReadSignature()
    {
        if (Require("proofValue") is not { } text)
        {
            return null;
        }

        if (Multibase.TryDecode(text, out var bytes) && bytes.Length == Ed25519.SignatureSize)
        {
            return bytes;
        }

        Refuse("proofValue", $"proofValue is {Ed25519.SignatureSize} bytes in base58btc, after a z");
        return null;
    }

    private string? Require(string name)
    {
        if (!proof.TryGetProperty(name, out _))
        {
            Refuse(name, $"{name} is absent");
        }

        return ReadText(name);
    }

    private string? ReadText(string name)
    {
        if (!proof.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Refuse(name, $"{name} is a string");
        return null;
    }

    private void Refuse(string member, string detail) =>
        Problems.Add(ProofProblems.Malformed(detail, $"{pointer}/{member}"));
}
