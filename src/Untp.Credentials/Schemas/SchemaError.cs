namespace Untp.Credentials.Schemas;

/// <summary>One way in which an instance does not follow its schema.</summary>
/// <param name="InstancePointer">Where in the instance: JSON Pointer (RFC 6901), empty for the whole.</param>
/// <param name="SchemaLocation">Which demand: absolute URI with a JSON Pointer as fragment.</param>
/// <param name="Keyword">
/// The keyword that demands it; empty where the schema is <c>false</c>, and for an entry about the evaluation itself (the count of what
/// was left out, or that it went too deep).
/// </param>
/// <param name="Message">One line: the member, what was expected and what was found.</param>
public sealed record SchemaError(string InstancePointer, string SchemaLocation, string Keyword, string Message);
