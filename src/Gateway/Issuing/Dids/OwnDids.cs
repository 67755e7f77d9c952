using System.Text.RegularExpressions;
using Gateway.Hosting;

namespace Gateway.Issuing;

/// <summary>
/// The DIDs whose documents are served under the gateway's own address: <c>did:web:host</c> and <c>did:web:host:organisation</c>.
/// </summary>
internal sealed partial class OwnDids(PublicUrl url)
{
    private const string DocumentName = "did.json";

    private readonly Lazy<string> _root = new(() => RootOf(new Uri(url.Base)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The gateway's own DID: of its host, and its path where it has one; a port is percent-encoded, as did:web demands.</summary>
    public string Root => _root.Value;

    public static bool IsOrganisation(string name) => Organisation().IsMatch(name);

    public string Of(string organisation) => $"{Root}:{organisation}";

    /// <summary>Whether nobody else may serve the DID's document.</summary>
    public bool Contains(string did)
    {
        var root = Root;
        return did.StartsWith(root, StringComparison.Ordinal) && (did.Length == root.Length || did[root.Length] == ':');
    }

    /// <summary>Where the document of a DID of ours is served.</summary>
    public string DocumentUrlOf(string did)
    {
        var root = Root;
        return did.Length > root.Length ? url.For($"/{did[(root.Length + 1)..].Replace(':', '/')}/{DocumentName}")
            : url.For(new Uri(url.Base).AbsolutePath == "/" ? $"/.well-known/{DocumentName}" : $"/{DocumentName}");
    }

    internal static string RootOf(Uri address)
    {
        var authority = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
        var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(':', path.Prepend(Uri.EscapeDataString(authority)).Prepend("did:web"));
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Organisation();
}
