using System.Text.Json;
using Untp.Credentials.Schemas.Keywords;

namespace Untp.Credentials.Schemas;

/// <summary>One compiled schema: its keywords, sorted by the kind of value they look at, and cheapest first.</summary>
internal sealed class SchemaNode(SchemaLocation place)
{
    private readonly Keyword[][] _byKind = new Keyword[8][];
    private TypeKeyword? _type;
    private Keyword? _unevaluatedItems;
    private Keyword? _unevaluatedProperties;
    private VerdictPlan? _plan;

    internal SchemaResource Resource { get; } = place.Resource;

    /// <summary>Absolute URI with a JSON Pointer as fragment.</summary>
    internal string Location { get; } = place.ToString();

    /// <summary>The schema <c>false</c>, which nothing follows.</summary>
    internal bool IsNever { get; private set; }

    /// <summary>All keywords, for what looks at the schema and not at instances.</summary>
    internal IReadOnlyList<Keyword> Keywords { get; private set; } = [];

    /// <summary>Whether the bare verdict can be had without looking at what was evaluated.</summary>
    internal bool HasPlan => !IsNever && _unevaluatedItems is null && _unevaluatedProperties is null;

    internal void BecomeNever() => IsNever = true;

    internal void Complete(IReadOnlyList<Keyword> keywords)
    {
        Keywords = keywords;
        _type = keywords.OfType<TypeKeyword>().SingleOrDefault();
        _unevaluatedItems = keywords.OfType<UnevaluatedItemsKeyword>().SingleOrDefault();
        _unevaluatedProperties = keywords.OfType<UnevaluatedPropertiesKeyword>().SingleOrDefault();
        for (var kind = 0; kind < _byKind.Length; kind++)
        {
            _byKind[kind] = [.. keywords.Where(k =>
                k is not (TypeKeyword or UnevaluatedItemsKeyword or UnevaluatedPropertiesKeyword) && k.Applies.Holds((JsonValueKind)kind))];
        }
    }

    /// <summary>Whether the instance follows; what was evaluated of it is marked in <paramref name="seen"/> where somebody asks.</summary>
    internal bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        if (IsNever)
        {
            run.Errors?.Add(new KeywordSite("", Location), "must be absent: nothing is allowed here", instance);
            return false;
        }

        if (run.IsTooDeep || ++run.Depth > Evaluation.MaxDepth)
        {
            run.IsTooDeep = true;
            return false;
        }

        var valid = seen is null && run.IsBare && HasPlan
            ? (_plan ??= new VerdictPlan(this)).Holds(instance, ref run)
            : EvaluateInScope(instance, ref run, seen);
        run.Depth--;
        return valid;
    }

    private bool EvaluateInScope(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var enters = run.Scope is { } scope && (scope.Count == 0 || scope[^1] != Resource);
        if (enters)
        {
            run.Scope!.Add(Resource);
        }

        var valid = EvaluateKeywords(instance, ref run, seen);
        if (enters)
        {
            run.Scope!.RemoveAt(run.Scope.Count - 1);
        }

        return valid;
    }

    private bool EvaluateKeywords(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var kind = instance.ValueKind;
        if (_type is not null && !_type.Holds(instance, kind, ref run))
        {
            // The wrong kind of thing: what else it lacks says nothing more.
            return false;
        }

        var last = kind switch
        {
            JsonValueKind.Object => _unevaluatedProperties,
            JsonValueKind.Array => _unevaluatedItems,
            _ => null,
        };
        return last is null ? EvaluateAll(kind, instance, ref run, seen) : EvaluateTracked(last, kind, instance, ref run, seen);
    }

    private bool EvaluateAll(JsonValueKind kind, JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        foreach (var keyword in _byKind[(int)kind])
        {
            if (!keyword.Evaluate(instance, ref run, seen))
            {
                valid = false;
                if (run.Errors is null)
                {
                    break;
                }
            }
        }

        return valid;
    }

    /// <summary>With an unevaluated* keyword, which comes last and sees only what this schema evaluated, not its cousins.</summary>
    private bool EvaluateTracked(Keyword last, JsonValueKind kind, JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var own = new EvaluatedSet(kind == JsonValueKind.Object ? instance.GetPropertyCount() : instance.GetArrayLength());
        if (!EvaluateAll(kind, instance, ref run, own) || !last.Evaluate(instance, ref run, own))
        {
            return false;
        }

        seen?.Add(own);
        return true;
    }
}
