using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Credentials;
using Untp.Credentials.Proofs;

namespace Gateway.Auditing;

/// <summary>
/// Writes a report as a credential of the tenant's, <c>vc+jwt</c>: the report, as JSON, is what its subject says. No schema of UNTP is
/// about it: the profile <c>w3c</c> verifies it.
/// </summary>
internal static class SignedReports
{
    public const string TypeName = "ChainReportCredential";

    private const string ReportName = "chainReport";
    private const string Vocabulary = "https://untp-gateway.example/vocab/";

    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<string> SignAsync(ChainReportDocument report, TenantSigner signer, CancellationToken cancellationToken) =>
        await VcJwt.SignAsync(Write(report, signer.Did), signer.Signer, cancellationToken);

    private static ReadOnlyMemory<byte> Write(ChainReportDocument report, string issuer)
    {
        var buffer = new ArrayBufferWriter<byte>(16 << 10);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        json.WriteStartObject();
        WriteContext(json);
        json.WriteString("id", $"urn:uuid:{Guid.NewGuid()}");
        json.WriteStartArray("type");
        json.WriteStringValue("VerifiableCredential");
        json.WriteStringValue(TypeName);
        json.WriteEndArray();
        json.WriteString("issuer", issuer);
        json.WriteString("validFrom", report.MadeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteStartObject("credentialSubject");
        json.WritePropertyName(ReportName);
        JsonSerializer.Serialize(json, report, AuditingJson.Default.ChainReportDocument);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The two words that the base context does not know; the report is one JSON literal.</summary>
    private static void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartArray("@context");
        json.WriteStringValue("https://www.w3.org/ns/credentials/v2");
        json.WriteStartObject();
        json.WriteString(TypeName, Vocabulary + TypeName);
        json.WriteStartObject(ReportName);
        json.WriteString("@id", Vocabulary + ReportName);
        json.WriteString("@type", "@json");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
