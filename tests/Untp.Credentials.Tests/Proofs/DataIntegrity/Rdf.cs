using System.Text.Json;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Ways from JSON-LD to canonical RDF.</summary>
internal static class Rdf
{
    /// <summary>For tests in which no RDF is to be made.</summary>
    public static CanonicalRdf None { get; } = (JsonElement document, out string? fault) =>
    {
        fault = "no RDF is made in this test";
        return null;
    };
}
