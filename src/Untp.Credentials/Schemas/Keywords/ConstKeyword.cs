using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>const</c> (JSON Schema Validation 2020-12 clause 6.1.3).</summary>
internal sealed class ConstKeyword(KeywordSite site, JsonElement value) : Assertion(site)
{
    private readonly byte[]? _text = value.ValueKind == JsonValueKind.String ? JsonText.Utf8(value).ToArray() : null;

    /// <summary>The value, for messages.</summary>
    internal string Value => Found.Json(value);

    protected override string Expectation => $"must be {Value}";

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("const", out var value) ? new ConstKeyword(source.Site("const"), value) : null;

    protected override bool Holds(JsonElement instance) =>
        _text is null
            ? JsonValues.AreEqual(instance, value)
            : instance.ValueKind == JsonValueKind.String && JsonText.Utf8(instance).SequenceEqual(_text);
}
