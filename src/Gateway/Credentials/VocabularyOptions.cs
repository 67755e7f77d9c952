using System.ComponentModel.DataAnnotations;

namespace Gateway.Credentials;

/// <summary>Schemas and contexts of the operator's own (<c>Gateway:Vocabulary:*</c>).</summary>
internal sealed class VocabularyOptions : IValidatableObject
{
    public const string Section = "Gateway:Vocabulary";

    private static readonly string[] s_manifests = ["schemas/manifest.json", "contexts/manifest.json"];

    /// <summary>A folder with schemas/manifest.json, contexts/manifest.json or both; relative to the working directory. Null: none.</summary>
    public string? Path { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path is not null && !s_manifests.Any(manifest => File.Exists(System.IO.Path.Combine(Path, manifest))))
        {
            yield return new ValidationResult($"There is no {string.Join(" and no ", s_manifests)} in {Path}.", [nameof(Path)]);
        }
    }
}
