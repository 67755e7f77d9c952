namespace Untp.Credentials.Dids;

/// <summary>The answer to "what does this DID stand for": exactly one of a document and a problem (DID Resolution 1.0 clause 4).</summary>
/// <param name="Document">The document; null when there is a problem.</param>
/// <param name="Problem">Why there is none, of type <see cref="ProblemTypes.InvalidDid"/>, <see cref="ProblemTypes.InvalidDidDocument"/>,
/// <see cref="ProblemTypes.DidNotFound"/> or <see cref="ProblemTypes.DidMethodNotSupported"/>; null when there is a document.</param>
/// <param name="IsUndecided">Whether asking again may help: the document could not be fetched. Only with a problem.</param>
/// <param name="RetrievedAt">When the document was had or found missing: now, less its age in the cache.</param>
public sealed record DidResolution(DidDocument? Document, Problem? Problem, bool IsUndecided, DateTimeOffset RetrievedAt);
