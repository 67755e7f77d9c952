using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>How a credential is secured; another mechanism is a member here, a name below and a line in <see cref="Securing"/>.</summary>
internal enum SecuringMechanism
{
    /// <summary>A compact JWS (VC-JOSE-COSE clause 3.1.1).</summary>
    VcJwt,

    /// <summary>A proof over the RDF (Data Integrity EdDSA Cryptosuites 1.0 clause 3.2).</summary>
    EddsaRdfc2022,

    /// <summary>A proof over the JSON (the same, clause 3.3).</summary>
    EddsaJcs2022,
}

/// <summary>What is asked besides the draft.</summary>
/// <param name="Mechanism">How it is to be secured.</param>
/// <param name="AddsStatus">Whether a revocation entry is added to a draft without <c>credentialStatus</c>.</param>
/// <param name="CredentialId">The id of a draft without one.</param>
/// <param name="ProofId">The id of the proof, for others that are to build on it.</param>
/// <param name="PreviousProof">The ids of the draft's proofs that this one builds on; empty for a proof of a set.</param>
internal sealed record IssueWish(
    SecuringMechanism Mechanism, bool AddsStatus, string? CredentialId, string? ProofId, IReadOnlyList<string> PreviousProof)
{
    public static IssueWish Usual { get; } = new(SecuringMechanism.VcJwt, true, null, null, []);
}

/// <summary>The body of <c>POST /credentials/issue</c> (VC-API): a draft, and what is asked of it. Holds the body; dispose of it.</summary>
internal sealed class IssueRequest : IDisposable
{
    private const string CredentialName = "credential";
    private const string OptionsName = "options";

    private readonly JsonDocument _document;

    private IssueRequest(ReadOnlyMemory<byte> body, JsonDocument document, JsonElement credential, IssueWish wish) =>
        (Body, _document, Credential, Wish) = (body, document, credential, wish);

    /// <summary>Whether the draft has an <see cref="AddedEntry"/>.</summary>
    public bool HasAddedEntry { get; private init; }

    /// <summary>What it was read from.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The draft: a JSON object.</summary>
    public JsonElement Credential { get; }

    public IssueWish Wish { get; }

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        [NotNullWhen(true)] out IssueRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        if (AddedEntry.AddTo(body.Span, out var place) is { } text && TryRead(text, true, limits, out request, out refusal))
        {
            if (AddedEntry.IsMember(request.Credential, text, place))
            {
                return true;
            }

            request.Dispose();
        }

        // as it came: faults are told of that, and the guess may have been wrong
        return TryRead(body, false, limits, out request, out refusal);
    }

    private static bool TryRead(
        ReadOnlyMemory<byte> body,
        bool hasAddedEntry,
        ParsingLimits limits,
        [NotNullWhen(true)] out IssueRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;
        if (!JsonBody.TryParse(body, limits, 1, out var document, out refusal))
        {
            return false;
        }

        var wish = IssueWish.Usual;
        refusal = FindFault(document.RootElement, out var credential) ?? ReadOptions(document.RootElement, ref wish);
        if (refusal is not null)
        {
            document.Dispose();
            return false;
        }

        request = new IssueRequest(body, document, credential, wish) { HasAddedEntry = hasAddedEntry };
        return true;
    }

    public void Dispose() => _document.Dispose();

    private static Answer? FindFault(JsonElement root, out JsonElement credential)
    {
        credential = default;
        if (root.ValueKind != JsonValueKind.Object
            || root.EnumerateObject().Any(m => !m.NameEquals(CredentialName) && !m.NameEquals(OptionsName)))
        {
            return Problems.Unreadable($"the body is a JSON object with the members {CredentialName} and {OptionsName} only");
        }

        return root.TryGetProperty(CredentialName, out credential) && credential.ValueKind == JsonValueKind.Object
            ? null
            : Problems.Unreadable("the draft of a credential is a JSON object", "/" + CredentialName);
    }

    private static Answer? ReadOptions(JsonElement root, ref IssueWish wish)
    {
        if (!root.TryGetProperty(OptionsName, out var options))
        {
            return null;
        }

        return IssueOptions.TryRead(options, ref wish, out var fault) ? null : Problems.Unreadable(fault, "/" + OptionsName);
    }
}
