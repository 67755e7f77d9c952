using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>Where the gateway keeps its data and what it is called from outside.</summary>
internal sealed class GatewayOptions
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
    [RegularExpression("^https?://[^/?#@\\s]+(/[^?#\\s]*)?$", ErrorMessage = "Gateway:PublicUrl must be an absolute http or https URL without query.")]
    public string? PublicUrl { get; set; }
}
