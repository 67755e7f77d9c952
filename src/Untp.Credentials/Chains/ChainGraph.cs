namespace Untp.Credentials.Chains;

/// <summary>What the credentials of the chain say of how things hang together; only of credentials whose proof holds.</summary>
/// <param name="Nodes">The identified things, each once.</param>
/// <param name="Edges">What links them.</param>
public sealed record ChainGraph(IReadOnlyList<ChainNode> Nodes, IReadOnlyList<ChainEdge> Edges);

/// <summary>An identified thing.</summary>
/// <param name="Id">Its URI.</param>
/// <param name="Type">Its UNTP type, such as <c>Product</c>, or the credential's own first type.</param>
/// <param name="Name">Its name, as the first credential that names it has it; null when none does.</param>
public sealed record ChainNode(string Id, string Type, string? Name);

/// <summary>A property that links two things.</summary>
/// <param name="From">The id of the thing that has the property.</param>
/// <param name="Property">The property as UNTP spells it, such as <c>producedAtFacility</c>.</param>
/// <param name="To">The id of its value.</param>
/// <param name="Credential">The credential that says so, as in <see cref="Place.Credential"/>.</param>
public readonly record struct ChainEdge(string From, string Property, string To, string Credential);
