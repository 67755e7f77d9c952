using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>
/// Steps 7 to 12 of JSON-LD 1.1 API clause 5.1.2, Expansion: what an object's members decide about the active context before they are
/// looked at. Step numbers are the specification's.
/// </summary>
internal readonly struct TypeScoping(CompiledContexts contexts, ProcessingRun run)
{
    /// <summary>Step 7: whether an object is a value or a reference, and so no new node object.</summary>
    public static bool KeepsScope(ActiveContext active, JsonElement element)
    {
        var count = 0;
        var hasId = false;
        foreach (var member in element.EnumerateObject())
        {
            count++;
            switch (ExpandedName.KeywordOf(member, active))
            {
                case Keyword.Value:
                    return true;
                case Keyword.Id:
                    hasId = true;
                    break;
            }
        }

        return hasId && count == 1;
    }

    /// <summary>The members that matter before all others: @context, and those whose name expands to @type.</summary>
    public static TypeMembers FindTypes(ActiveContext active, JsonElement element)
    {
        var found = default(TypeMembers);
        foreach (var member in element.EnumerateObject())
        {
            switch (ExpandedName.KeywordOf(member, active))
            {
                case Keyword.Context:
                    (found.Context, found.HasContext) = (member, true);
                    break;
                case Keyword.Type:
                    found.Add(member);
                    break;
            }
        }

        found.All?.Sort(static (a, b) => JsonText.Utf8Name(a).SequenceCompareTo(JsonText.Utf8Name(b)));
        return found;
    }

    /// <summary>Step 11; keys, and the types of each, in the order of their code points.</summary>
    public ActiveContext ApplyTypes(ActiveContext active, in TypeMembers types)
    {
        if (types.Count == 0)
        {
            return active;
        }

        var typeScoped = active;
        if (types.All is null)
        {
            return ApplyType(active, typeScoped, types.First);
        }

        foreach (var member in types.All)
        {
            active = ApplyType(active, typeScoped, member);
        }

        return active;
    }

    /// <summary>Step 11.2.</summary>
    public ActiveContext ApplyType(ActiveContext active, ActiveContext typeScoped, JsonProperty member)
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
        && typeScoped.Find(JsonText.Utf8(type)) is { HasLocalContext: true } definition
            ? definition
            : null;

    /// <summary>Step 12: whether the last type is @json.</summary>
    public static bool IsJson(ActiveContext typeScoped, JsonElement types)
    {
        if (types.ValueKind == JsonValueKind.Array)
        {
            var length = types.GetArrayLength();
            return length > 0 && IsJson(typeScoped, types[length - 1]);
        }

        return types.ValueKind == JsonValueKind.String
            && (types.ValueEquals("@json"u8) || typeScoped.Find(JsonText.Utf8(types)) is { Keyword: Keyword.Json });
    }
}
