using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>How callers prove who they are (<c>Gateway:Auth:*</c>).</summary>
internal sealed class AuthOptions : IValidatableObject
{
    public const string Section = "Gateway:Auth";
    public const int MinKeyLength = 32;

    /// <summary>The first key of a new database, instead of a random one: 32 visible ASCII characters or more.</summary>
    public string? BootstrapKey { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BootstrapKey is not null && (BootstrapKey.Length < MinKeyLength || !ApiKey.IsWellFormed(BootstrapKey)))
        {
            yield return new ValidationResult(
                $"It must have {MinKeyLength} to {ApiKey.MaxLength} visible ASCII characters.",
                [nameof(BootstrapKey)]);
        }
    }
}
