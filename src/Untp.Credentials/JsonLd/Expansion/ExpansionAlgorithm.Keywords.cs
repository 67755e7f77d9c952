using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <content>Step 13.4: entries whose name expands to a keyword.</content>
internal sealed partial class ExpansionAlgorithm
{
    /// <summary>Step 13.4.</summary>
    private void ExpandKeyword(Frame frame, Keyword keyword, JsonElement value)
    {
        switch (keyword)
        {
            case Keyword.Id: // 13.4.3
                CheckKeyword(frame, Entries.Id);
                ExpandId(frame, value);
                break;
            case Keyword.Type: // 13.4.4
                CheckKeyword(frame, Entries.Type);
                ExpandType(frame, value);
                break;
            case Keyword.Graph: // 13.4.5
                CheckKeyword(frame, Entries.Graph);
                frame.Result.Items = Expand(frame.Active, ActiveProperty.Graph, value, fromMap: false).Items;
                break;
            case Keyword.Included: // 13.4.6
                CheckKeyword(frame, Entries.Included);
                ExpandIncluded(frame, value);
                break;
            case Keyword.Value: // 13.4.7
                CheckKeyword(frame, Entries.Value);
                ExpandValue(frame, value);
                break;
            case Keyword.Language: // 13.4.8
                CheckKeyword(frame, Entries.Language);
                frame.Result.Language = Text(value, JsonLdErrorCodes.InvalidLanguageTaggedString, "@language is to be a string");
                FindingRules.ReportLanguage(frame.Result.Language, run);
                break;
            case Keyword.Direction: // 13.4.9
                CheckKeyword(frame, Entries.Direction);
                frame.Result.Direction = TermCreation.ReadDirection(value, run)
                    ?? throw run.Fault(JsonLdErrorCodes.InvalidBaseDirection, "@direction is to be ltr or rtl");
                FindingRules.ReportDirection(frame.Result.Direction, run);
                break;
            case Keyword.Index: // 13.4.10
                CheckKeyword(frame, Entries.Index);
                frame.Result.Index = Text(value, JsonLdErrorCodes.InvalidIndexValue, "@index is to be a string");
                run.Findings?.Add(FindingKind.DroppedValue, frame.Result.Index, run);
                break;
            case Keyword.List: // 13.4.11
                ExpandList(frame, value);
                break;
            case Keyword.Set: // 13.4.12
                CheckKeyword(frame, Entries.Set);
                var set = Expand(frame.Active, frame.Property.In(frame.Active), value, fromMap: false);
                (frame.Result.Items, frame.Result.SetIsArray) = (set.Items, set.IsArray);
                break;
            case Keyword.Reverse: // 13.4.13
                CheckKeyword(frame, Entries.Reverse);
                ExpandReverse(frame, value);
                break;
            default: // keywords that mean nothing in a node
                CheckKeyword(frame, Entries.None);
                run.Findings?.Add(FindingKind.UndefinedTerm, "a keyword that means nothing here", run);
                break;
        }
    }

    /// <summary>Steps 13.4.1 and 13.4.2; the entry is there from now on.</summary>
    private void CheckKeyword(Frame frame, Entries entry)
    {
        if (frame.Property.Kind == PropertyKind.Reverse)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidReversePropertyMap, "keywords have no place within @reverse");
        }

        if (frame.Result.Has.HasFlag(entry) && entry is not (Entries.None or Entries.Included or Entries.Type))
        {
            throw run.Fault(JsonLdErrorCodes.CollidingKeywords, "two entries stand for one keyword");
        }

        frame.Result.Has |= entry;
    }

    private string Text(JsonElement value, string code, string detail) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw run.Fault(code, detail);

    /// <summary>Step 13.4.3.</summary>
    private void ExpandId(Frame frame, JsonElement value)
    {
        var text = Text(value, JsonLdErrorCodes.InvalidIdValue, "@id is to be a string");
        frame.Result.Id = IriExpansion.Expand(frame.Active, text, documentRelative: true, vocab: false);
        FindingRules.ReportIri(frame.Result.Id, text, run);
    }

    /// <summary>Step 13.4.4.</summary>
    private void ExpandType(Frame frame, JsonElement value)
    {
        var result = frame.Result;
        if (value.ValueKind == JsonValueKind.String && result.Type is null && result.Types is null)
        {
            result.Type = ExpandTypeName(frame.TypeScoped, value);
            return;
        }

        result.Types ??= result.Type is null ? [] : [result.Type];
        result.Type = null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            AddType(result.Types, ExpandTypeName(frame.TypeScoped, value));
            return;
        }

        var index = 0;
        foreach (var type in value.EnumerateArray())
        {
            run.Enter(index++);
            AddType(result.Types, ExpandTypeName(frame.TypeScoped, type));
            run.Leave();
        }

        if (index == 0)
        {
            run.Findings?.Add(FindingKind.EmptyArray, "an empty array", run);
        }
    }

    private static void AddType(List<string> types, string? type)
    {
        if (type is not null)
        {
            types.Add(type);
        }
    }

    private string? ExpandTypeName(ActiveContext typeScoped, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidTypeValue, "@type is to be a string, or strings");
        }

        if (typeScoped.Find(JsonText.Utf8(value)) is { IriTerm: not null } definition)
        {
            return definition.Iri;
        }

        var text = value.GetString()!;
        var type = IriExpansion.Expand(typeScoped, text, documentRelative: true, vocab: true);
        FindingRules.ReportType(typeScoped, type, text, run);
        return type;
    }

    /// <summary>Step 13.4.6.</summary>
    private void ExpandIncluded(Frame frame, JsonElement value)
    {
        var included = Expand(frame.Active, ActiveProperty.Top, value, fromMap: false);
        var isAllowed = !included.IsNull;
        foreach (var item in included.Items)
        {
            isAllowed &= item.IsNode;
        }

        if (!isAllowed)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidIncludedValue, "@included takes node objects");
        }

        frame.Result.Included.Append(included.Items);
    }

    /// <summary>Step 13.4.7.</summary>
    private void ExpandValue(Frame frame, JsonElement value)
    {
        if (!frame.IsJson && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidValueObjectValue, "@value is to be a string, a number, true, false or null");
        }

        if (!frame.IsJson && value.ValueKind == JsonValueKind.String)
        {
            frame.Result.Text = value.GetString();
        }
        else
        {
            frame.Result.Json = value;
        }
    }

    /// <summary>Step 13.4.11.</summary>
    private void ExpandList(Frame frame, JsonElement value)
    {
        CheckKeyword(frame, Entries.None);
        if (frame.Property.IsFree)
        {
            run.Findings?.Add(FindingKind.DroppedValue, "a list that belongs to nothing", run);
            return;
        }

        CheckKeyword(frame, Entries.List);
        frame.Result.Items = Expand(frame.Active, frame.Property.In(frame.Active), value, fromMap: false).Items;
    }

    /// <summary>Step 13.4.13.</summary>
    private void ExpandReverse(Frame frame, JsonElement value)
    {
        // 13.4.13.1, 13.4.13.2
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw run.Fault(JsonLdErrorCodes.InvalidReverseValue, "@reverse is to be an object");
        }

        var expanded = Expand(frame.Active, ActiveProperty.Reverse, value, fromMap: false).Items.First;
        if (expanded is null)
        {
            return;
        }

        // 13.4.13.3
        foreach (ref readonly var twice in (expanded.Reverse ?? new PropertyList()).Items)
        {
            (frame.Result.Properties ??= new PropertyList()).ValuesOf(twice.Iri, twice.Term).Append(twice.Values);
        }

        // 13.4.13.4
        foreach (ref readonly var property in (expanded.Properties ?? new PropertyList()).Items)
        {
            AddReverse(frame.Result.Reverse ??= new PropertyList(), property.Iri, property.Values);
        }
    }
}
