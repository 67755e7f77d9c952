using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>multipleOf</c> (JSON Schema Validation 2020-12 clause 6.2.1), exact.</summary>
internal sealed class MultipleOfKeyword(KeywordSite site, byte[] divisor) : Assertion(site)
{
    internal override JsonTypes Applies => JsonTypes.Number;

    protected override string Expectation => $"must be a multiple of {System.Text.Encoding.UTF8.GetString(divisor)}";

    internal static Keyword? Read(SchemaSource source)
    {
        if (!source.TryGet("multipleOf", out _))
        {
            return null;
        }

        var divisor = source.Number("multipleOf");
        var value = JsonNumber.Parse(divisor);
        return value.IsNegative || value.Count == 0
            ? throw source.Fault("multipleOf", "multipleOf must be more than 0")
            : new MultipleOfKeyword(source.Site("multipleOf"), divisor);
    }

    protected override bool Holds(JsonElement instance) =>
        JsonNumber.Parse(JsonMarshal.GetRawUtf8Value(instance)).IsMultipleOf(JsonNumber.Parse(divisor));
}
