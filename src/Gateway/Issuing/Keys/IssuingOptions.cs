using System.ComponentModel.DataAnnotations;

namespace Gateway.Issuing;

/// <summary>How the gateway signs for its tenants (<c>Gateway:Issuing:*</c>).</summary>
internal sealed class IssuingOptions : IValidatableObject
{
    public const string Section = "Gateway:Issuing";

    /// <summary>
    /// The master key itself, 32 bytes in base64url: to be set by the environment (<c>Gateway__Issuing__MasterKey</c>), in place of a file.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>The file of the master key; null: <c>{DataPath}/master-key</c>, which the first start makes.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>DIDs that one tenant may have.</summary>
    [Range(1, 10_000)]
    public int MaxDidsPerTenant { get; set; } = 100;

    /// <summary>Keys that one DID's document may list, those included that sign no more.</summary>
    [Range(2, 40)]
    public int MaxKeysPerDid { get; set; } = 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MasterKey is not null && MasterKeyFile is not null)
        {
            yield return new ValidationResult("It is given by itself or by its file, not by both.", [nameof(MasterKey)]);
        }

        if (MasterKey is not null && !Issuing.MasterKey.TryRead(MasterKey, out _))
        {
            yield return new ValidationResult("It must be 32 bytes in base64url: 43 letters.", [nameof(MasterKey)]);
        }
    }
}
