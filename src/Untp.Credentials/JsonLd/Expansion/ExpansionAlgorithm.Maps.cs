using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <content>Steps 13.7 and 13.8: language maps, and maps by index, id and type.</content>
internal sealed partial class ExpansionAlgorithm
{
    /// <summary>Step 13.7.</summary>
    private ItemChain ExpandLanguageMap(ActiveContext active, TermDefinition definition, JsonElement map)
    {
        // 13.7.1 to 13.7.3
        var result = default(ItemChain);
        var direction = definition.HasDirection ? definition.Direction : active.Direction;

        // 13.7.4
        foreach (var member in map.EnumerateObject())
        {
            run.Enter(member);
            var language = IriExpansion.Expand(active, member.Name, documentRelative: false, vocab: true) == "@none" ? null : member.Name;
            if (member.Value.ValueKind != JsonValueKind.Array)
            {
                AddLanguageValue(ref result, language, direction, member.Value);
            }
            else
            {
                var index = 0;
                foreach (var item in member.Value.EnumerateArray())
                {
                    run.Enter(index++);
                    AddLanguageValue(ref result, language, direction, item);
                    run.Leave();
                }
            }

            run.Leave();
        }

        return result;
    }

    /// <summary>Step 13.7.4.2.</summary>
    private void AddLanguageValue(ref ItemChain result, string? language, string? direction, JsonElement item)
    {
        // 13.7.4.2.1, 13.7.4.2.2
        if (item.ValueKind == JsonValueKind.Null)
        {
            run.Findings?.Add(FindingKind.DroppedValue, "null", run);
            return;
        }

        run.CountNode();
        var value = new ExpandedObject
        {
            Has = Entries.Value,
            Text = Text(item, JsonLdErrorCodes.InvalidLanguageMapValue, "a language map holds strings"),
        };

        // 13.7.4.2.3 to 13.7.4.2.6
        if (language is not null)
        {
            value.Has |= Entries.Language;
            value.Language = language;
            FindingRules.ReportLanguage(language, run);
        }

        if (direction is not null)
        {
            value.Has |= Entries.Direction;
            value.Direction = direction;
            FindingRules.ReportDirection(direction, run);
        }

        result.Append(value);
    }

    /// <summary>Step 13.8.</summary>
    private ItemChain ExpandIndexMap(ActiveContext active, TermDefinition definition, JsonProperty map)
    {
        // 13.8.1
        var result = default(ItemChain);

        // 13.8.3
        foreach (var member in map.Value.EnumerateObject())
        {
            run.Enter(member);

            // 13.8.3.1 to 13.8.3.6
            var mapContext = MapContext(active, definition.Container, member);
            var property = ActiveProperty.Of(map, mapContext.Find(definition));
            var values = Expand(mapContext, property, member.Value, fromMap: true).Items;
            var entry = new MapEntry(active, definition, member.Name);

            // 13.8.3.7
            while (values.TryTake(out var item))
            {
                result.Append(AddIndex(entry, item));
            }

            run.Leave();
        }

        return result;
    }

    /// <summary>Steps 13.8.3.1 to 13.8.3.3; a type's scoped context holds for the one node object, here too.</summary>
    private ActiveContext MapContext(ActiveContext active, Containers container, JsonProperty member)
    {
        if ((container & (Containers.Id | Containers.Type)) == 0)
        {
            return active;
        }

        var mapContext = active.Previous ?? active;
        return container.HasFlag(Containers.Type)
            && mapContext.Find(JsonText.Utf8Name(member)) is { HasLocalContext: true } type
                ? contexts.Scope(mapContext, type, ScopeKind.Type, run)
                : mapContext;
    }

    /// <summary>Step 13.8.3.7.</summary>
    private ExpandedObject AddIndex(MapEntry entry, ExpandedObject item)
    {
        var (active, definition, index) = (entry.Active, entry.Definition, entry.Index);
        var container = definition.Container;

        // 13.8.3.7.1
        if (container.HasFlag(Containers.Graph) && !item.IsGraph)
        {
            item = new ExpandedObject { Has = Entries.Graph, Items = ItemChain.Of(item) };
        }

        if (entry.IsNone)
        {
            return item;
        }

        if (container.HasFlag(Containers.Index))
        {
            // 13.8.3.7.2, 13.8.3.7.3
            AddIndexValue(entry, item);
        }
        else if (container.HasFlag(Containers.Id) && !item.Has.HasFlag(Entries.Id))
        {
            // 13.8.3.7.4
            item.Has |= Entries.Id;
            item.Id = IriExpansion.Expand(active, index, documentRelative: true, vocab: false);
            FindingRules.ReportIri(item.Id, index, run);
        }
        else if (container.HasFlag(Containers.Type) && entry.ExpandedIndex is { } type)
        {
            // 13.8.3.7.5
            FindingRules.ReportType(active, type, index, run);
            item.Has |= Entries.Type;
            item.Types = [type, .. item.AllTypes];
            item.Type = null;
        }

        return item;
    }

    private void AddIndexValue(MapEntry entry, ExpandedObject item)
    {
        var (active, index) = (entry.Active, entry.Index);
        if (entry.Definition.Index is not { } key || key == "@index")
        {
            // 13.8.3.7.3
            if (!item.Has.HasFlag(Entries.Index))
            {
                run.Findings?.Add(FindingKind.DroppedValue, index, run);
                item.Has |= Entries.Index;
                item.Index = index;
            }

            return;
        }

        // 13.8.3.7.2
        var value = ValueExpansion.Expand(active, active.Find(key), index, run);
        var iri = IriExpansion.Expand(active, key, documentRelative: false, vocab: true)!;
        if (item.IsValue)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidValueObject, $"a value has no place for the index property {Excerpt.Of(key)}");
        }

        (item.Properties ??= new PropertyList()).ValuesOf(iri).Prepend(ItemChain.Of(value));
    }

    /// <summary>A key of an index map, with what it is looked up in.</summary>
    private readonly struct MapEntry(ActiveContext active, TermDefinition definition, string index)
    {
        public ActiveContext Active { get; } = active;

        public TermDefinition Definition { get; } = definition;

        public string Index { get; } = index;

        /// <summary>Step 13.8.3.4.</summary>
        public string? ExpandedIndex { get; } = IriExpansion.Expand(active, index, documentRelative: false, vocab: true);

        public bool IsNone => ExpandedIndex == "@none";
    }
}
