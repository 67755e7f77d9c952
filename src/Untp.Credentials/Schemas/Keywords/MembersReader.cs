using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>Reads the keywords that <see cref="MembersKeyword"/> evaluates together.</summary>
internal static class MembersReader
{
    internal static Keyword? Read(SchemaSource source)
    {
        var required = source.TryGet("required", out _) ? source.Strings("required") : [];
        var schemas = source.TryGet("properties", out _) ? source.NamedSubschemas("properties") : [];
        var patterns = source.TryGet("patternProperties", out _) ? source.NamedSubschemas("patternProperties") : [];
        var additional = source.TryGet("additionalProperties", out var rest) && rest.ValueKind != JsonValueKind.True
            ? source.Subschema("additionalProperties")
            : null;
        var names = source.TryGet("propertyNames", out _) ? source.Subschema("propertyNames") : null;
        if (required.Count + schemas.Count + patterns.Count == 0 && names is null && !source.TryGet("additionalProperties", out _))
        {
            return null;
        }

        var order = required.Distinct().ToList();
        var named = schemas.Keys.Union(order).Select(name => new NamedMember(name, schemas.GetValueOrDefault(name), order.IndexOf(name)));
        return new MembersKeyword(
            [.. named],
            [.. patterns.Select(p => new PatternMember(source.Pattern("patternProperties", p.Key), p.Value))],
            ReadAdditional(source, additional, [.. schemas.Keys]),
            names,
            new RequiredMembers(source.Site("required"), order));
    }

    private static AdditionalMembers? ReadAdditional(SchemaSource source, SchemaNode? schema, IReadOnlyList<string> known) =>
        source.TryGet("additionalProperties", out _) ? new AdditionalMembers(source.Site("additionalProperties"), schema, known) : null;
}
