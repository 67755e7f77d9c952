using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>Where the gateway keeps its data and what it is called from outside.</summary>
internal sealed class GatewayOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Gateway";

    /// <summary>The folder of the database and of the first API key; relative to the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataPath { get; set; } = "data";

    /// <summary>
    /// The address under which others reach the gateway, http or https, without query: the only source of its own DIDs and links.
    /// Null: the address listened on.
    /// </summary>
    public string? PublicUrl { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is not null && !IsPublicUrl(PublicUrl))
        {
            yield return new ValidationResult("It must be an absolute http or https URL without user name and query.", [nameof(PublicUrl)]);
        }
    }

    private static bool IsPublicUrl(string text) =>
        !text.AsSpan().ContainsAny("?#@\\")
        && !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
