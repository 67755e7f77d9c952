using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <content>Steps 11 and 12: what the types of an object decide before its entries are looked at.</content>
internal sealed partial class ExpansionAlgorithm
{
    /// <summary>The members that matter before all others: @context, and those whose name expands to @type.</summary>
    private static TypeMembers FindTypes(ActiveContext active, JsonElement element)
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
    private ActiveContext ApplyTypes(ActiveContext active, in TypeMembers types)
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

    /// <summary>One member for types is the rule; a list is made for more.</summary>
    private struct TypeMembers
    {
        private JsonProperty _only;

        public bool HasContext;

        public JsonProperty Context;

        public int Count { get; private set; }

        public List<JsonProperty>? All { get; private set; }

        public readonly JsonProperty First => All is null ? _only : All[0];

        public void Add(JsonProperty member)
        {
            if (Count++ > 0)
            {
                All ??= [_only];
                All.Add(member);
            }

            _only = member;
        }
    }
}
