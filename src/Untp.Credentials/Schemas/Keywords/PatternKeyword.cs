using System.Text.Json;
using Untp.Credentials.Schemas.Patterns;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>pattern</c> (JSON Schema Validation 2020-12 clause 6.3.3).</summary>
internal sealed class PatternKeyword(KeywordSite site, EcmaPattern pattern, string about) : Assertion(site)
{
    internal override JsonTypes Applies => JsonTypes.String;

    protected override string Expectation => $"must match the pattern {pattern.Source}{about}";

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("pattern", out _)
            ? new PatternKeyword(source.Site("pattern"), source.Pattern("pattern", source.String("pattern")), source.About)
            : null;

    protected override bool Holds(JsonElement instance) => pattern.IsMatch(JsonText.Utf8(instance));
}
