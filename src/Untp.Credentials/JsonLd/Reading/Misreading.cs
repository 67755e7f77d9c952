namespace Untp.Credentials.JsonLd.Reading;

/// <summary>A place of a document that could say the same in RDF and be read as something else by name.</summary>
/// <param name="Detail">What stands there, and what it hides.</param>
/// <param name="Pointer">JSON Pointer to it.</param>
internal sealed record Misreading(string Detail, string Pointer);

/// <summary>What was found of how a document is read.</summary>
/// <param name="Faults">What could be read differently from what was signed.</param>
/// <param name="Notes">What the signature leaves open and a reader should know of.</param>
internal sealed record ReadingReport(IReadOnlyList<Misreading> Faults, IReadOnlyList<Misreading> Notes);
