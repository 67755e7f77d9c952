using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// <c>minLength</c> and <c>maxLength</c> in characters, which are Unicode code points (JSON Schema Validation 2020-12 clauses 6.3.1
/// and 6.3.2).
/// </summary>
internal sealed class LengthKeyword(KeywordSite site, long limit) : Assertion(site)
{
    private readonly bool _isMinimum = site.Name == "minLength";

    internal override JsonTypes Applies => JsonTypes.String;

    protected override string Expectation => $"must have at {(_isMinimum ? "least" : "most")} {limit} characters";

    internal static Keyword? Read(SchemaSource source, string name) =>
        source.TryGet(name, out _) ? new LengthKeyword(source.Site(name), source.Count(name)) : null;

    protected override bool Holds(JsonElement instance)
    {
        var length = 0L;
        foreach (var octet in JsonText.Utf8(instance))
        {
            // Every code point has one octet that does not continue another.
            length += (octet & 0xC0) == 0x80 ? 0 : 1;
        }

        return _isMinimum ? length >= limit : length <= limit;
    }
}
