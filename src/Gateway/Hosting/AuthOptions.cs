using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>How callers prove who they are (<c>Gateway:Auth:*</c>).</summary>
internal sealed class AuthOptions : IValidatableObject
{
    public const string Section = "Gateway:Auth";
    public const int MinKeyLength = 32;

    /// <summary>The first key of a new database, instead of a random one: 32 visible ASCII characters or more.</summary>
    public string? BootstrapKey { get; set; }

    /// <summary>For how long a key found in force is taken without another look; a revoked one works that much longer. 0: not at all.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RememberKeysFor { get; set; } = TimeSpan.FromSeconds(1);

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
