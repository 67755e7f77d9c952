using System.Text.Json;
using Untp.Credentials.Schemas.Formats;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>format</c> as an assertion (JSON Schema Validation 2020-12 clause 7). A name that is not known asserts nothing.</summary>
internal sealed class FormatKeyword(KeywordSite site, Format format) : Assertion(site)
{
    internal override JsonTypes Applies => JsonTypes.String;

    protected override string Expectation => $"must be {format.Description}";

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("format", out _) && source.AssertsFormats && Format.Find(source.String("format")) is { } format
            ? new FormatKeyword(source.Site("format"), format)
            : null;

    protected override bool Holds(JsonElement instance) => format.Holds(JsonText.Utf8(instance));
}
