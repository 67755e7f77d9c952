namespace Untp.Credentials.Chains.Facts;

/// <summary>A thing that a credential names.</summary>
/// <param name="Id">Its URI.</param>
/// <param name="Name">Its name; null when none is given.</param>
internal sealed record Thing(string Id, string? Name);

/// <summary>A product as a credential names it.</summary>
internal sealed record ProductFacts(string Id, string? Name, string? ModelNumber, string? BatchNumber, string? ItemNumber);

/// <summary>A criterion by which something is claimed, and where it stands.</summary>
internal readonly record struct CriterionFacts(Thing Thing, string Pointer);

/// <summary>A link of a credential to a document.</summary>
/// <param name="Url">Where the document is; for a credential, its id.</param>
/// <param name="Property">The property that links.</param>
/// <param name="Pointer">Where it stands.</param>
/// <param name="Digest">What the link says of the document's bytes: <c>digestMultibase</c>; null when nothing.</param>
internal sealed record LinkFacts(string Url, string Property, string Pointer, string? Digest);

/// <summary>An amount of a product in an event.</summary>
internal readonly record struct QuantityFacts(ProductFacts Product, decimal? Value, string? Unit, string Pointer);

/// <summary>A performance that is claimed or was assessed: a measure, a score or both.</summary>
internal sealed record PerformanceFacts(
    string? Metric, decimal? Value, string? Unit, decimal LowerTolerance, decimal UpperTolerance, string? Score, string Pointer);
