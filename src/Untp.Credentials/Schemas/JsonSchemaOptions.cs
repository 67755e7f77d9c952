namespace Untp.Credentials.Schemas;

/// <summary>How schemas are compiled.</summary>
public sealed record JsonSchemaOptions
{
    /// <summary>
    /// Whether <c>format</c> is an assertion (JSON Schema Validation 2020-12 clause 7.2.2). Off, it is an annotation, unless the
    /// schema's own dialect has the format-assertion vocabulary.
    /// </summary>
    public bool AssertFormats { get; init; }
}
