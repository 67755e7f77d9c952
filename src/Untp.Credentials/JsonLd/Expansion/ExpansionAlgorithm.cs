using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>
/// The algorithm of JSON-LD 1.1 API clause 5.1.2, Expansion: steps 1 to 12 and 15 to 19 here, 13 and 14 in the other parts. Step
/// numbers are the specification's; framing is not implemented.
/// </summary>
internal sealed partial class ExpansionAlgorithm(CompiledContexts contexts, ProcessingRun run)
{
    private readonly TypeScoping _scoping = new(contexts, run);

    /// <summary>The items of a document's expanded form (clause 9.4, expand, step 8).</summary>
    public ItemChain ExpandDocument(JsonElement document)
    {
        var expanded = Expand(contexts.Start(run), ActiveProperty.Top, document, fromMap: false);
        return expanded is { IsArray: false, Items.First: { Has: Entries.Graph, HasProperties: false, HasReverse: false } only }
            ? only.Items
            : expanded.Items;
    }

    private Expanded Expand(ActiveContext active, ActiveProperty property, JsonElement element, bool fromMap)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null: // 1
                run.Findings?.Add(FindingKind.DroppedValue, "null", run);
                return default;
            case JsonValueKind.Array: // 5
                return ExpandArray(active, property, element, fromMap);
            case JsonValueKind.Object: // 6
                return ExpandObject(active, property, element, fromMap);
            default: // 4
                return ExpandScalar(active, property, element);
        }
    }

    /// <summary>Step 4.</summary>
    private Expanded ExpandScalar(ActiveContext active, ActiveProperty property, JsonElement element)
    {
        // 4.1
        if (property.IsFree)
        {
            run.Findings?.Add(FindingKind.DroppedValue, "a value that belongs to nothing", run);
            return default;
        }

        // 4.2
        run.CountNode();
        var definition = property.Definition;
        if (definition is { HasLocalContext: true })
        {
            active = contexts.Scope(active, definition, ScopeKind.Property, run);
            definition = active.Find(definition);
        }

        // 4.3
        return Expanded.Of(ValueExpansion.Expand(active, definition, element, run));
    }

    /// <summary>Step 5.</summary>
    private Expanded ExpandArray(ActiveContext active, ActiveProperty property, JsonElement element, bool fromMap)
    {
        // 5.1
        var result = new Expanded { IsArray = true };
        var isList = property.Definition is not null && property.Definition.Container.HasFlag(Containers.List);
        var index = 0;

        // 5.2
        foreach (var item in element.EnumerateArray())
        {
            // 5.2.1
            run.Enter(index++);
            var expanded = Expand(active, property, item, fromMap);

            // 5.2.2
            if (isList && expanded.IsArray)
            {
                expanded.Items = ItemChain.Of(new ExpandedObject { Has = Entries.List, Items = expanded.Items });
            }

            // 5.2.3
            result.Items.Append(expanded.Items);
            run.Leave();
        }

        // 5.3
        return result;
    }

    /// <summary>Steps 7 to 12, and what follows them.</summary>
    private Expanded ExpandObject(ActiveContext active, ActiveProperty property, JsonElement element, bool fromMap)
    {
        run.CountNode();

        // 7
        if (active.Previous is not null && !fromMap && !TypeScoping.KeepsScope(active, element))
        {
            active = active.Previous;
        }

        // 3, 8
        if (property.Definition is { HasLocalContext: true } definition)
        {
            active = contexts.Scope(active, definition, ScopeKind.Property, run);
        }

        // 9
        var types = TypeScoping.FindTypes(active, element);
        if (types.HasContext)
        {
            active = ApplyLocalContext(active, types.Context);
            types = TypeScoping.FindTypes(active, element);
        }

        // 10 to 12
        var typeScoped = active;
        active = _scoping.ApplyTypes(active, types);
        var isJson = types.Count > 0 && TypeScoping.IsJson(typeScoped, types.First.Value);

        // 13, 14
        var result = new ExpandedObject();
        ExpandEntries(new Frame(active, typeScoped, property, result, isJson), element);
        return Finish(result, property);
    }

    /// <summary>Step 9.</summary>
    private ActiveContext ApplyLocalContext(ActiveContext active, JsonProperty context)
    {
        run.Enter(context);
        active = contexts.Apply(active, context.Value, run);
        run.Leave();
        return active;
    }

    /// <summary>Steps 15 to 19.</summary>
    private Expanded Finish(ExpandedObject result, ActiveProperty property)
    {
        if (result.IsValue)
        {
            // 15
            CheckValueObject(result);
            if (result is { Text: null, Json.ValueKind: JsonValueKind.Null, Type: not "@json" })
            {
                run.Findings?.Add(FindingKind.DroppedValue, "a value object without a value", run);
                return default;
            }
        }
        else if ((result.Has & (Entries.List | Entries.Set)) != 0)
        {
            // 17.1; step 16 is a matter of how it is written
            if ((result.Has & ~Entries.Index) is not (Entries.List or Entries.Set) || result.HasProperties || result.HasReverse)
            {
                throw run.Fault(JsonLdErrorCodes.InvalidSetOrListObject, "@set and @list stand beside @index alone");
            }

            // 17.2
            if (result.Has.HasFlag(Entries.Set))
            {
                return new Expanded { Items = result.Items, IsArray = result.SetIsArray };
            }
        }

        // 18, 19
        if (IsDropped(result, property))
        {
            run.Findings?.Add(FindingKind.DroppedValue, "an object that says nothing", run);
            return default;
        }

        return Expanded.Of(result);
    }

    private static bool IsDropped(ExpandedObject result, ActiveProperty property)
    {
        var isBare = !result.HasProperties && !result.HasReverse;
        return (isBare && result.Has == Entries.Language)
            || (property.IsFree && ((isBare && result.Has is Entries.None or Entries.Id) || result.IsValue || result.IsList));
    }

    /// <summary>Step 15.</summary>
    private void CheckValueObject(ExpandedObject result)
    {
        // 15.1
        const Entries Allowed = Entries.Direction | Entries.Index | Entries.Language | Entries.Type | Entries.Value;
        const Entries OfText = Entries.Language | Entries.Direction;
        if ((result.Has & ~Allowed) != 0
            || result.HasProperties
            || result.HasReverse
            || (result.Has.HasFlag(Entries.Type) && (result.Has & OfText) != 0))
        {
            throw run.Fault(
                JsonLdErrorCodes.InvalidValueObject, "@value stands beside @index, @type, or @language and @direction, and nothing else");
        }

        // 15.2, 15.3
        if (result.Type == "@json" || (result.Text is null && result.Json.ValueKind == JsonValueKind.Null))
        {
            return;
        }

        // 15.4
        if (result.Text is null && result.Has.HasFlag(Entries.Language))
        {
            throw run.Fault(JsonLdErrorCodes.InvalidLanguageTaggedValue, "a value with @language is to be a string");
        }

        // 15.5
        if (result.Has.HasFlag(Entries.Type) && (result.Type is not { } type || !IriSyntax.HasIriForm(type)))
        {
            throw run.Fault(JsonLdErrorCodes.InvalidTypedValue, "the @type of a value is to be an IRI");
        }
    }

    /// <summary>What the entries of one object are expanded with.</summary>
    private readonly ref struct Frame(
        ActiveContext active, ActiveContext typeScoped, ActiveProperty property, ExpandedObject result, bool isJson)
    {
        public ActiveContext Active { get; } = active;

        public ActiveContext TypeScoped { get; } = typeScoped;

        public ActiveProperty Property { get; } = property;

        public ExpandedObject Result { get; } = result;

        /// <summary>Whether the input type is @json (step 12).</summary>
        public bool IsJson { get; } = isJson;

        public Frame With(ActiveContext active) => new(active, TypeScoped, Property, Result, IsJson);
    }
}
