using System.Text;
using Untp.Credentials.Schemas.Patterns;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Whether text, as valid UTF-8, is of a format.</summary>
internal delegate bool FormatCheck(ReadOnlySpan<byte> text);

/// <summary>A format of JSON Schema Validation 2020-12 clause 7.3, or <c>byte</c> of OpenAPI 3.0, which UNTP uses.</summary>
/// <param name="Description">What it is, for messages: "a date (RFC 3339), such as 2026-01-31".</param>
/// <param name="Holds">The check; it never throws.</param>
internal sealed record Format(string Description, FormatCheck Holds)
{
    private static readonly Dictionary<string, Format> s_formats = new()
    {
        ["date"] = new("a date (RFC 3339), such as 2026-01-31", DateTimeFormats.IsDate),
        ["time"] = new("a time with offset (RFC 3339), such as 12:00:00Z", DateTimeFormats.IsTime),
        ["date-time"] = new("a date and time with offset (RFC 3339), such as 2026-01-31T12:00:00Z", DateTimeFormats.IsDateTime),
        ["duration"] = new("a duration (RFC 3339), such as P1DT12H", DurationFormat.IsDuration),
        ["uri"] = new("an absolute URI (RFC 3986), such as https://example.com/a", UriFormats.IsUri),
        ["uri-reference"] = new("a URI reference (RFC 3986)", UriFormats.IsUriReference),
        ["iri"] = new("an absolute IRI (RFC 3987)", UriFormats.IsIri),
        ["iri-reference"] = new("an IRI reference (RFC 3987)", UriFormats.IsIriReference),
        ["uri-template"] = new("a URI template (RFC 6570)", UriTemplateFormat.IsUriTemplate),
        ["hostname"] = new("a host name (RFC 1123)", HostFormats.IsHostname),
        ["idn-hostname"] = new("an internationalised host name (RFC 5890)", IdnFormats.IsHostname),
        ["email"] = new("an e-mail address (RFC 5321)", EmailFormats.IsEmail),
        ["idn-email"] = new("an internationalised e-mail address (RFC 6531)", EmailFormats.IsIdnEmail),
        ["ipv4"] = new("an IPv4 address", AddressFormats.IsIpv4),
        ["ipv6"] = new("an IPv6 address (RFC 4291)", AddressFormats.IsIpv6),
        ["uuid"] = new("a UUID (RFC 4122), such as 2eb8aa08-aa98-11ea-b4aa-73b441d16380", TextFormats.IsUuid),
        ["json-pointer"] = new("a JSON Pointer (RFC 6901)", TextFormats.IsJsonPointer),
        ["relative-json-pointer"] = new("a relative JSON Pointer", TextFormats.IsRelativeJsonPointer),
        ["regex"] = new("a pattern (ECMA-262)", text => EcmaPattern.IsPattern(Encoding.UTF8.GetString(text))),
        ["byte"] = new("base64 with padding (RFC 4648 clause 4)", TextFormats.IsBase64),
    };

    /// <summary>Null when there is no format of that name here.</summary>
    internal static Format? Find(string name) => s_formats.GetValueOrDefault(name);
}
