using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <content>Steps 11 and 12: what the types of an object decide before its entries are looked at.</content>
internal sealed partial class ExpansionAlgorithm
{
    /// <summary>Steps 11 and 12; contexts apply in the order of the terms' code points, keys likewise.</summary>
    private ActiveContext ApplyTypes(ActiveContext active, JsonElement element, out bool isJson)
    {
        isJson = false;
        var typeScoped = active;
        JsonProperty only = default;
        List<JsonProperty>? several = null;
        var count = 0;
        foreach (var member in element.EnumerateObject())
        {
            if (ExpandedName.KeywordOf(member, active) != Keyword.Type)
            {
                continue;
            }

            if (count++ > 0)
            {
                several ??= [only];
                several.Add(member);
            }

            only = member;
        }

        if (count == 0)
        {
            return active;
        }

        several?.Sort(static (a, b) => JsonText.Utf8Name(a).SequenceCompareTo(JsonText.Utf8Name(b)));
        isJson = IsJson(typeScoped, several is null ? only.Value : several[0].Value);
        if (several is null)
        {
            return ApplyType(active, typeScoped, only);
        }

        foreach (var member in several)
        {
            active = ApplyType(active, typeScoped, member);
        }

        return active;
    }

    /// <summary>Step 11.2.</summary>
    private ActiveContext ApplyType(ActiveContext active, ActiveContext typeScoped, JsonProperty member)
    {
        run.Enter(member);
        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            active = FindScoped(typeScoped, member.Value) is { } definition
                ? contexts.Scope(active, definition, ScopeKind.Type, run)
                : active;
            run.Leave();
            return active;
        }

        TermDefinition? only = null;
        List<TermDefinition>? several = null;
        foreach (var type in member.Value.EnumerateArray())
        {
            if (FindScoped(typeScoped, type) is { } definition && definition != only)
            {
                if (only is not null)
                {
                    several ??= [only];
                    several.Add(definition);
                }

                only = definition;
            }
        }

        if (several is null)
        {
            active = only is null ? active : contexts.Scope(active, only, ScopeKind.Type, run);
        }
        else
        {
            several.Sort(static (a, b) => a.Utf8.AsSpan().SequenceCompareTo(b.Utf8));
            foreach (var definition in several)
            {
                active = contexts.Scope(active, definition, ScopeKind.Type, run);
            }
        }

        run.Leave();
        return active;
    }

    private static TermDefinition? FindScoped(ActiveContext typeScoped, JsonElement type) =>
        type.ValueKind == JsonValueKind.String
        && typeScoped.Find(new TermName(JsonText.Utf8(type))) is { HasLocalContext: true } definition
            ? definition
            : null;

    /// <summary>Step 12: whether the last type is @json.</summary>
    private static bool IsJson(ActiveContext typeScoped, JsonElement types)
    {
        if (types.ValueKind == JsonValueKind.Array)
        {
            var length = types.GetArrayLength();
            return length > 0 && IsJson(typeScoped, types[length - 1]);
        }

        return types.ValueKind == JsonValueKind.String
            && (types.ValueEquals("@json"u8) || typeScoped.Find(new TermName(JsonText.Utf8(types))) is { Keyword: Keyword.Json });
    }
}
