using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.JsonLd.Reading;
using Untp.Credentials.Presentations;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// What a proof is about: the document without its proofs, or with those of them that the proof builds on (Data Integrity 1.0 clause 4.5
/// step 3.3). Keeps the hashes that do not depend on the proof, so that those of a set are made once.
/// </summary>
/// <param name="secured">The document with whatever proofs it carries.</param>
/// <param name="matchingProofs">Those of them that the proof builds on.</param>
/// <param name="role">Whether it is a presentation, whose credentials are read by themselves.</param>
internal sealed class InputDocument(JsonElement secured, IReadOnlyList<JsonElement> matchingProofs, SecuredRole? role = null)
{
    /// <summary>The document with whatever proofs it carries.</summary>
    public JsonElement Secured => secured;

    /// <summary>Whether it is the document without any proof.</summary>
    public bool IsUnsecured => matchingProofs.Count == 0;

    /// <summary>The document's <c>@context</c>; undefined when it has none.</summary>
    public JsonElement Context { get; } = secured.TryGetProperty("@context", out var context) ? context : default;

    /// <summary>What is read of it by the names of its members.</summary>
    public JsonElement OwnMembers => role == SecuredRole.Presentation ? Presentation.OwnMembers(secured) : secured;

    /// <summary>What of the document could be read as something else than its RDF says, once looked for.</summary>
    public ReadingReport? Reading { get; set; }

    /// <summary>SHA-256 of the canonical JSON under the document's own context, once made.</summary>
    public byte[]? JcsHash { get; set; }

    /// <summary>SHA-256 of the canonical N-Quads, once made.</summary>
    public byte[]? RdfHash { get; set; }

    /// <summary>The input document as one of its own.</summary>
    /// <param name="context">The <c>@context</c> to put in place of the document's; null to leave it.</param>
    public JsonDocument Materialize(JsonElement? context = null)
    {
        var json = new JsonObjectText();
        foreach (var member in secured.EnumerateObject())
        {
            if (member.NameEquals("@context"u8) && context is { } other)
            {
                json.Add("@context"u8, JsonMarshal.GetRawUtf8Value(other));
            }
            else if (!member.NameEquals("proof"u8))
            {
                json.Add(JsonMarshal.GetRawUtf8PropertyName(member), JsonMarshal.GetRawUtf8Value(member.Value));
            }
        }

        if (!IsUnsecured)
        {
            json.Add("proof"u8, matchingProofs);
        }

        return json.ToDocument();
    }

    /// <summary>The proof's options in the document's context: the proof without its value (EdDSA Cryptosuites 1.0 clause 3.2.5).</summary>
    public JsonDocument MaterializeOptions(JsonElement proof)
    {
        var json = new JsonObjectText();
        if (Context.ValueKind != JsonValueKind.Undefined)
        {
            json.Add("@context"u8, JsonMarshal.GetRawUtf8Value(Context));
        }

        foreach (var member in proof.EnumerateObject())
        {
            if (!member.NameEquals("@context"u8) && !member.NameEquals("proofValue"u8))
            {
                json.Add(JsonMarshal.GetRawUtf8PropertyName(member), JsonMarshal.GetRawUtf8Value(member.Value));
            }
        }

        return json.ToDocument();
    }
}
