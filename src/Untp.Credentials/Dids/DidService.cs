namespace Untp.Credentials.Dids;

/// <summary>A service of a DID document (DID 1.0 clause 5.4).</summary>
/// <param name="Id">Its absolute URI.</param>
/// <param name="Types">Its types; at least one.</param>
/// <param name="Endpoints">The URIs where it is to be found, in the document's order: strings, and the <c>uri</c> member of maps.</param>
public sealed record DidService(string Id, IReadOnlyList<string> Types, IReadOnlyList<string> Endpoints);
