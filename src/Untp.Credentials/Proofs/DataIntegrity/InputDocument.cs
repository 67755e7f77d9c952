using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.JsonLd.Reading;

namespace Untp.Credentials.Proofs.DataIntegrity;

/// <summary>
/// What a proof is about: the document without its proofs, or with those of them that the proof builds on (Data Integrity 1.0 clause 4.5
/// step 3.3). Keeps the hashes that do not depend on the proof, so that those of a set are made once.
/// </summary>
internal sealed class InputDocument(JsonElement secured, IReadOnlyList<JsonElement> matchingProofs)
{
    /// <summary>The document with whatever proofs it carries.</summary>
    public JsonElement Secured => secured;

    /// <summary>Whether it is the document without any proof.</summary>
    public bool IsUnsecured => matchingProofs.Count == 0;

    /// <summary>The document's <c>@context</c>; undefined when it has none.</summary>
    public JsonElement Context { get; } = secured.TryGetProperty("@context", out var context) ? context : default;

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
        var json = new JsonObjectWriter();
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
        var json = new JsonObjectWriter();
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

    /// <summary>Puts an object together out of parts of others, as they were written.</summary>
    private sealed class JsonObjectWriter
    {
        private readonly ArrayBufferWriter<byte> _json = new(1024);

        public void Add(ReadOnlySpan<byte> rawName, ReadOnlySpan<byte> rawValue)
        {
            Begin(rawName);
            _json.Write(rawValue);
        }

        public void Add(ReadOnlySpan<byte> rawName, IReadOnlyList<JsonElement> items)
        {
            Begin(rawName);
            for (var i = 0; i < items.Count; i++)
            {
                _json.Write(i == 0 ? "["u8 : ","u8);
                _json.Write(JsonMarshal.GetRawUtf8Value(items[i]));
            }

            _json.Write("]"u8);
        }

        /// <summary>The parts were read within limits, and stand at most one level deeper here.</summary>
        public JsonDocument ToDocument()
        {
            _json.Write(_json.WrittenCount == 0 ? "{}"u8 : "}"u8);
            return JsonDocument.Parse(_json.WrittenMemory, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        }

        private void Begin(ReadOnlySpan<byte> rawName)
        {
            _json.Write(_json.WrittenCount == 0 ? "{\""u8 : ",\""u8);
            _json.Write(rawName);
            _json.Write("\":"u8);
        }
    }
}
