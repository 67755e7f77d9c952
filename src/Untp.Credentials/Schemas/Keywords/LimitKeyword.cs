using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms (JSON Schema Validation 2020-12 clauses 6.2.2 to 6.2.5).</summary>
internal sealed class LimitKeyword(KeywordSite site, byte[] limit) : Assertion(site)
{
    private readonly string _name = site.Name;

    internal override JsonTypes Applies => JsonTypes.Number;

    protected override string Expectation => $"must be {Words(_name)} {System.Text.Encoding.UTF8.GetString(limit)}";

    internal static Keyword? Read(SchemaSource source, string name) =>
        source.TryGet(name, out _) ? new LimitKeyword(source.Site(name), source.Number(name)) : null;

    protected override bool Holds(JsonElement instance)
    {
        var order = JsonNumber.Compare(JsonNumber.Parse(JsonMarshal.GetRawUtf8Value(instance)), JsonNumber.Parse(limit));
        return _name switch
        {
            "minimum" => order >= 0,
            "maximum" => order <= 0,
            "exclusiveMinimum" => order > 0,
            _ => order < 0,
        };
    }

    private static string Words(string name) => name switch
    {
        "minimum" => "at least",
        "maximum" => "at most",
        "exclusiveMinimum" => "more than",
        _ => "less than",
    };
}
