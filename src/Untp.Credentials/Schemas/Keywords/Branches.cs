using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>The alternatives of <c>anyOf</c> and <c>oneOf</c>, and how reports call them.</summary>
internal sealed class Branches
{
    private readonly string[] _names;
    private readonly bool _areNamed;

    private Branches(SchemaNode[] schemas, string?[] names)
    {
        Schemas = schemas;
        _areNamed = names.All(name => name is not null);
        _names = [.. names.Select((name, i) => name ?? $"number {i + 1}")];
    }

    internal SchemaNode[] Schemas { get; }

    internal static Branches Read(SchemaSource source, string keyword) =>
        new(source.SomeSubschemas(keyword), [.. source.Array(keyword).EnumerateArray().Select(NameOf)]);

    /// <summary>
    /// Tells of branches that all failed the errors of the one that was meant, and where that is not plain, that it is a guess.
    /// </summary>
    internal void ReportNone(ErrorCollector errors, KeywordSite site, ErrorCollector[] failed, string howMany)
    {
        // The right kind of value first, then the one that went deepest, then the fewest errors.
        var closest = failed
            .OrderBy(branch => branch.IsMismatch).ThenByDescending(branch => branch.Reach).ThenBy(branch => branch.Count).First();
        if (closest.IsMismatch || failed.Count(branch => !branch.IsMismatch) > 1)
        {
            var name = _names[Array.IndexOf(failed, closest)];
            errors.Add(site, _areNamed
                ? $"must be {howMany} of {List()} and is none; closest is {name}"
                : $"must follow {howMany} of {failed.Length} schemas and follows none; {name} comes closest");
        }

        errors.Add(closest);
    }

    internal void ReportTwo(ErrorCollector errors, KeywordSite site, int first, int second) =>
        errors.Add(site, _areNamed
            ? $"must be exactly one of {List()}, and is both {_names[first]} and {_names[second]} by what it holds"
            : $"must follow exactly one of {_names.Length} schemas; it follows {_names[first]} and {_names[second]}");

    /// <summary>Its title, or the name of the definition that it refers to.</summary>
    private static string? NameOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String)
        {
            return JsonText.String(title);
        }

        return schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String
            && JsonText.String(reference) is var text && text.LastIndexOf("/$defs/", StringComparison.Ordinal) is >= 0 and var at
            ? text[(at + "/$defs/".Length)..]
            : null;
    }

    private string List() => Found.List(_names);
}
