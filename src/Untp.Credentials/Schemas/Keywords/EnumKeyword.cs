using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>enum</c> (JSON Schema Validation 2020-12 clause 6.1.2).</summary>
internal sealed class EnumKeyword(KeywordSite site, IReadOnlyList<JsonElement> values) : Assertion(site)
{
    private readonly Utf8Map<string> _strings = new(
        [.. values.Where(IsString).Select(JsonText.String).Distinct().Select(text => KeyValuePair.Create(text, text))]);

    private readonly HashSet<JsonElement> _others = new(values.Where(value => !IsString(value)), JsonValues.Comparer);

    protected override string Expectation => $"must be one of {Found.List([.. values.Select(Found.Json)])}";

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("enum", out _) ? new EnumKeyword(source.Site("enum"), [.. source.Array("enum").EnumerateArray()]) : null;

    protected override bool Holds(JsonElement instance) =>
        IsString(instance) ? _strings.TryGet(JsonText.Utf8(instance), out _) : _others.Count > 0 && _others.Contains(instance);

    private static bool IsString(JsonElement value) => value.ValueKind == JsonValueKind.String;
}
