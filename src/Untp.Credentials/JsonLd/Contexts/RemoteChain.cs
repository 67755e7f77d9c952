namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>The remote contexts that are being processed, the innermost first (JSON-LD 1.1 API clause 4.1.2, remote contexts).</summary>
internal sealed record RemoteChain(string Url, RemoteChain? Outer)
{
    public int Depth { get; } = (Outer?.Depth ?? 0) + 1;

    public bool Includes(string url) => Url == url || (Outer?.Includes(url) ?? false);
}
