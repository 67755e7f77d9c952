using System.ComponentModel.DataAnnotations;
using Untp.Credentials.Statuses;

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

    /// <summary>
    /// <c>untp</c>; or <c>w3c</c>, for conformance suites: any W3C credential, and an issuer, a URL, that is none of the
    /// tenant's DIDs is replaced.
    /// </summary>
    [RegularExpression("untp|w3c", ErrorMessage = "It must be untp or w3c.")]
    public string Profile { get; set; } = "untp";

    internal bool IsW3c => Profile == "w3c";

    /// <summary>Entries of a status list.</summary>
    [Range(BitstringStatusList.MinEntries, 8 << 20)]
    public int StatusListLength { get; set; } = BitstringStatusList.MinEntries;

    /// <summary>For how long others may keep a status list; it is signed anew when half of this is gone.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "1.00:00:00")]
    public TimeSpan StatusListTtl { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>For how long a status list holds after it was signed, at least as long as it may be kept.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan StatusListValidity { get; set; } = TimeSpan.FromDays(1);

    /// <summary>For how long a process signs by what it has read of a DID's keys, when another one changes them. 0: it reads each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RememberKeysFor { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Lines of a batch in hand at once.</summary>
    [Range(1, 1024)]
    public int BatchAhead { get; set; } = 128;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MasterKey is not null && MasterKeyFile is not null)
        {
            yield return new ValidationResult("It is given by itself or by its file, not by both.", [nameof(MasterKey)]);
        }

        if (StatusListLength % 8 != 0)
        {
            yield return new ValidationResult("It must be a multiple of 8.", [nameof(StatusListLength)]);
        }

        if (StatusListValidity < StatusListTtl)
        {
            yield return new ValidationResult("It must not be less than StatusListTtl.", [nameof(StatusListValidity)]);
        }

        if (MasterKey is not null && !Issuing.MasterKey.TryRead(MasterKey, out _))
        {
            yield return new ValidationResult("It must be 32 bytes in base64url: 43 letters.", [nameof(MasterKey)]);
        }
    }
}
