using System.Diagnostics.CodeAnalysis;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>Reads link sets (RFC 9264 clause 4.2) for what leads to credentials.</summary>
internal static class LinkSet
{
    private const int MaxLinks = 256;

    /// <summary>The addresses of credentials, each once, in their order.</summary>
    /// <param name="body">The document.</param>
    /// <param name="links">Absolute addresses.</param>
    /// <param name="fault">Why it cannot be read.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body, [NotNullWhen(true)] out IReadOnlyList<string>? links, [NotNullWhen(false)] out string? fault)
    {
        links = null;
        if (!StrictJson.TryParse(body, ParsingLimits.Default, out var document, out var problem))
        {
            fault = problem.Detail;
            return false;
        }

        using (document)
        {
            var sets = new Node(document.RootElement).Each("linkset", set => OfContext(set).ToList());
            if (sets.Length == 0)
            {
                fault = "it has no member linkset with link contexts";
                return false;
            }

            links = [.. sets.SelectMany(set => set).Distinct().Take(MaxLinks)];
            fault = null;
            return true;
        }
    }

    /// <summary>Every member of a link context but its anchor is a relation with its targets.</summary>
    private static IEnumerable<string> OfContext(Node context) =>
        context.Value.EnumerateObject()
            .Where(relation => relation.Name != "anchor")
            .SelectMany(relation => context.Each(relation.Name, target => CredentialOf(relation.Name, target)));

    private static string? CredentialOf(string relation, Node target) =>
        LinkReader.IsCredentialType(relation) || IsCredentialMedia(target.Text("type"u8)) ? target.Text("href"u8) : null;

    private static bool IsCredentialMedia(string? type) => type is MediaTypes.VcJwt or MediaTypes.Vc;
}
