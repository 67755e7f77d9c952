using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;

namespace Untp.Credentials.JsonLd.Expansion;

/// <content>Steps 13 and 14: the entries of an object, properties among them.</content>
internal sealed partial class ExpansionAlgorithm
{
    /// <summary>Steps 13 and 14.</summary>
    private void ExpandEntries(Frame frame, JsonElement element)
    {
        List<JsonProperty>? nests = null;
        foreach (var member in element.EnumerateObject())
        {
            run.Enter(member);
            ExpandEntry(frame, member, ref nests);
            run.Leave();
        }

        foreach (var member in nests ?? [])
        {
            run.Enter(member);
            ExpandNest(frame, member);
            run.Leave();
        }
    }

    /// <summary>Steps 13.1 to 13.4.</summary>
    private void ExpandEntry(Frame frame, JsonProperty member, ref List<JsonProperty>? nests)
    {
        // 13.2
        var name = ExpandedName.Of(member, frame.Active);
        switch (name.Keyword)
        {
            case Keyword.Context: // 13.1
                return;
            case Keyword.Nest: // 13.4.14
                CheckKeyword(frame, Entries.None);
                (nests ??= []).Add(member);
                return;
            case Keyword.None:
                break;
            default: // 13.4
                ExpandKeyword(frame, name.Keyword, member.Value);
                return;
        }

        // 13.3
        FindingRules.ReportName(name, member, frame.Active, run);
        if (!name.IsDropped)
        {
            ExpandProperty(frame, name, member);
        }
    }

    /// <summary>Steps 13.5 to 13.14.</summary>
    private void ExpandProperty(Frame frame, ExpandedName name, JsonProperty member)
    {
        // 13.5
        var definition = name.Definition;
        var container = definition?.Container ?? Containers.None;
        var value = ExpandPropertyValue(frame.Active, member, definition, container);

        // 13.10
        if (value.IsNull)
        {
            return;
        }

        // 13.11
        if (container.HasFlag(Containers.List) && !(!value.IsArray && value.Items.First!.IsList))
        {
            value = Expanded.Of(new ExpandedObject { Has = Entries.List, Items = value.Items });
        }

        // 13.12
        if (container.HasFlag(Containers.Graph) && (container & (Containers.Id | Containers.Index)) == 0)
        {
            value.Items = MakeGraphs(value.Items);
        }

        if (value.Items.IsEmpty)
        {
            run.Findings?.Add(FindingKind.EmptyArray, "an empty array", run);
        }

        // 13.13, 13.14
        var result = frame.Result;
        if (definition is { IsReverse: true })
        {
            AddReverse(result.Reverse ??= new PropertyList(), name.Iri!, value.Items);
        }
        else
        {
            (result.Properties ??= new PropertyList()).ValuesOf(name.Iri!, name.Term).Append(value.Items);
        }
    }

    private Expanded ExpandPropertyValue(ActiveContext active, JsonProperty member, TermDefinition? definition, Containers container)
    {
        // 13.6
        if (definition is { Type: TypeMapping.Json })
        {
            run.CountNode();
            return Expanded.Of(new ExpandedObject { Has = Entries.Value | Entries.Type, Json = member.Value, Type = "@json" });
        }

        if (member.Value.ValueKind == JsonValueKind.Object)
        {
            // 13.7
            if (container.HasFlag(Containers.Language))
            {
                return new Expanded { Items = ExpandLanguageMap(active, definition!, member.Value), IsArray = true };
            }

            // 13.8
            if ((container & (Containers.Index | Containers.Type | Containers.Id)) != 0)
            {
                return new Expanded { Items = ExpandIndexMap(active, definition!, member), IsArray = true };
            }
        }

        // 13.9
        return Expand(active, ActiveProperty.Of(member, definition), member.Value, fromMap: false);
    }

    /// <summary>Step 13.12.1.</summary>
    private static ItemChain MakeGraphs(ItemChain items)
    {
        var graphs = default(ItemChain);
        while (items.TryTake(out var item))
        {
            graphs.Append(new ExpandedObject { Has = Entries.Graph, Items = ItemChain.Of(item) });
        }

        return graphs;
    }

    /// <summary>Steps 13.13.4 and 13.4.13.4.2.1.</summary>
    private void AddReverse(PropertyList reverse, string iri, ItemChain items)
    {
        foreach (var item in items)
        {
            if (item.IsValue || item.IsList)
            {
                throw run.Fault(JsonLdErrorCodes.InvalidReversePropertyValue, "a value or a list has no properties, reversed ones either");
            }
        }

        if (!items.IsEmpty)
        {
            reverse.ValuesOf(iri).Append(items);
        }
    }

    /// <summary>Step 14, with the candidate correction 1: the nesting key's scoped context applies.</summary>
    private void ExpandNest(Frame frame, JsonProperty member)
    {
        var active = frame.Active;
        if (active.Find(Schemas.JsonText.Utf8Name(member)) is { HasLocalContext: true } definition)
        {
            active = contexts.Scope(active, definition, ScopeKind.Property, run);
        }

        // 14.1, 14.2
        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            ExpandNested(frame.With(active), member.Value);
            return;
        }

        var index = 0;
        foreach (var value in member.Value.EnumerateArray())
        {
            run.Enter(index++);
            ExpandNested(frame.With(active), value);
            run.Leave();
        }
    }

    private void ExpandNested(Frame frame, JsonElement value)
    {
        // 14.2.1
        var isAllowed = value.ValueKind == JsonValueKind.Object;
        foreach (var member in isAllowed ? value.EnumerateObject() : default)
        {
            isAllowed &= ExpandedName.KeywordOf(member, frame.Active) != Keyword.Value;
        }

        if (!isAllowed)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidNestValue, "what is nested is to be an object without @value");
        }

        // 14.2.2
        ExpandEntries(frame, value);
    }
}
