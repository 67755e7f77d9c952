using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// <c>minItems</c>, <c>maxItems</c>, <c>minProperties</c> and <c>maxProperties</c> (JSON Schema Validation 2020-12 clauses 6.4.1,
/// 6.4.2, 6.5.1 and 6.5.2).
/// </summary>
internal sealed class CountKeyword(KeywordSite site, long limit) : Assertion(site)
{
    private readonly bool _isMinimum = site.Name.StartsWith("min", StringComparison.Ordinal);
    private readonly bool _isOfItems = site.Name.EndsWith("Items", StringComparison.Ordinal);

    internal override JsonTypes Applies => _isOfItems ? JsonTypes.Array : JsonTypes.Object;

    protected override string Expectation =>
        $"must have at {(_isMinimum ? "least" : "most")} {limit} {(_isOfItems ? "item" : "member")}{(limit == 1 ? "" : "s")}";

    internal static Keyword? Read(SchemaSource source, string name) =>
        source.TryGet(name, out _) ? new CountKeyword(source.Site(name), source.Count(name)) : null;

    protected override bool Holds(JsonElement instance)
    {
        var count = _isOfItems ? instance.GetArrayLength() : instance.GetPropertyCount();
        return _isMinimum ? count >= limit : count <= limit;
    }
}
