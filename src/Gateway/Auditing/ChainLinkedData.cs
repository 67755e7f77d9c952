using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>
/// The graph as JSON-LD: one named graph for each credential, named by it, with the links that it states; and the things with their
/// types and names, which are the sum of what all say, in the default graph.
/// </summary>
internal static class ChainLinkedData
{
    private const string Vocabulary = "https://vocabulary.uncefact.org/untp/";
    private const string Credentials = "https://www.w3.org/2018/credentials#";
    private const string Name = "https://schema.org/name";

    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(ChainGraph graph)
    {
        var buffer = new ArrayBufferWriter<byte>(16 << 10);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        json.WriteStartObject();
        json.WriteStartObject("@context");
        json.WriteString("@vocab", Vocabulary);
        json.WriteString("name", Name);
        json.WriteString("issuer", Credentials + "issuer");
        json.WriteString("credentialSubject", Credentials + "credentialSubject");
        json.WriteEndObject();
        json.WriteStartArray("@graph");
        foreach (var node in graph.Nodes)
        {
            WriteNode(json, node);
        }

        foreach (var stated in graph.Edges.GroupBy(edge => edge.Credential))
        {
            json.WriteStartObject();
            json.WriteString("@id", stated.Key);
            json.WriteStartArray("@graph");
            foreach (var from in stated.GroupBy(edge => edge.From))
            {
                WriteLinks(json, from);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteNode(Utf8JsonWriter json, ChainNode node)
    {
        json.WriteStartObject();
        json.WriteString("@id", node.Id);
        if (!node.Type.StartsWith('@'))
        {
            json.WriteString("@type", node.Type); // a word with an at sign is none of the vocabulary, and may be a keyword
        }

        if (node.Name is not null)
        {
            json.WriteString("name", node.Name);
        }

        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, IGrouping<string, ChainEdge> from)
    {
        json.WriteStartObject();
        json.WriteString("@id", from.Key);
        foreach (var property in from.GroupBy(edge => edge.Property))
        {
            json.WriteStartArray(property.Key);
            foreach (var to in property.Select(edge => edge.To).Distinct())
            {
                json.WriteStartObject();
                json.WriteString("@id", to);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
