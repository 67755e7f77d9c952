using System.Text.Json.Serialization;

namespace Untp.Credentials;

/// <summary>One fault or leniency, in the shape of VCDM 2.0 clause 7.1 (problem details).</summary>
/// <param name="Type">A URL of <see cref="ProblemTypes"/>.</param>
/// <param name="Title">The kind of fault in a few words, the same for every fault of the kind.</param>
/// <param name="Detail">What is wrong here, naming the member, what was found and what was expected.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) into the credential, or null where no place can be named.</param>
public sealed record Problem(
    string Type,
    string Title,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Pointer = null);
