using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <content>Steps 19 to 25: how values of a term are read.</content>
internal sealed partial class TermCreation
{
    /// <summary>Null, "ltr" or "rtl" (steps 23.1; Context Processing step 5.10.4).</summary>
    internal static string? ReadDirection(JsonElement value, ProcessingRun run) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when value.ValueEquals("ltr"u8) => "ltr",
        JsonValueKind.String when value.ValueEquals("rtl"u8) => "rtl",
        _ => throw run.Fault(JsonLdErrorCodes.InvalidBaseDirection, "@direction is to be ltr or rtl"),
    };

    /// <summary>Step 19.</summary>
    private void SetContainer(TermDefinition definition, TermEntries entries)
    {
        if (entries.Container is not { } value || (definition.IsReverse && value.ValueKind == JsonValueKind.Null))
        {
            return;
        }

        // 19.1, 19.3
        if (!ContainerMapping.TryRead(value, out var container))
        {
            throw Fault(JsonLdErrorCodes.InvalidContainerMapping, definition.Name, "has an @container that is none");
        }

        definition.Container = container;

        // 19.4
        if (container.HasFlag(Containers.Type))
        {
            definition.Type = definition.Type switch
            {
                TypeMapping.Absent => TypeMapping.Id,
                TypeMapping.Id or TypeMapping.Vocab => definition.Type,
                _ => throw Fault(JsonLdErrorCodes.InvalidTypeMapping, definition.Name, "is a type map, and its @type no IRI's"),
            };
        }
    }

    /// <summary>Step 20.</summary>
    private void SetIndex(TermDefinition definition, TermEntries entries)
    {
        if (entries.Index is not { } value)
        {
            return;
        }

        var index = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (!definition.Container.HasFlag(Containers.Index)
            || index is null
            || Expand(index) is not { } iri
            || !IriSyntax.HasIriForm(iri))
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, "has an @index that is no IRI, or is no index map");
        }

        definition.Index = index;
    }

    /// <summary>Step 21.</summary>
    private void SetContext(TermDefinition definition, TermEntries entries)
    {
        if (entries.Context is not { } context)
        {
            return;
        }

        try
        {
            // 21.3: for its errors alone
            processing.Process(active, context, call with { MayOverride = true, Propagates = true, ValidatesScoped = false });
        }
        catch (JsonLdException fault) when (fault.Code != JsonLdErrorCodes.LimitExceeded)
        {
            var detail = $"the context of the term {Excerpt.Of(definition.Name)} is not valid: {fault.Message}";
            throw _run.Fault(JsonLdErrorCodes.InvalidScopedContext, detail, fault);
        }

        // 21.4
        definition.LocalContext = context;
        definition.BaseUrl = call.BaseUrl;
    }

    /// <summary>Steps 22 and 23.</summary>
    private void SetLanguage(TermDefinition definition, TermEntries entries)
    {
        if (entries.Language is { } language && entries.Type is null)
        {
            definition.HasLanguage = true;
            definition.Language = language.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => language.GetString(),
                _ => throw Fault(JsonLdErrorCodes.InvalidLanguageMapping, definition.Name, "has @language neither string nor null"),
            };
        }

        if (entries.Direction is { } direction && entries.Type is null)
        {
            definition.HasDirection = true;
            definition.Direction = ReadDirection(direction, _run);
        }
    }

    /// <summary>Step 24.</summary>
    private void SetNest(TermDefinition definition, TermEntries entries)
    {
        if (entries.Nest is { } value)
        {
            var nest = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
            definition.Nest = nest is not null && Keywords.Of(nest) is Keyword.None or Keyword.Nest
                ? nest
                : throw Fault(JsonLdErrorCodes.InvalidNestValue, definition.Name, "has an @nest that is a keyword or no string");
        }
    }

    /// <summary>Step 25.</summary>
    private void SetPrefix(TermDefinition definition, TermEntries entries)
    {
        if (entries.Prefix is not { } value)
        {
            return;
        }

        // 25.1
        if (definition.Name.AsSpan().IndexOfAny(':', '/') >= 0)
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, "looks like an IRI and has @prefix");
        }

        // 25.2
        definition.IsPrefix = value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : throw Fault(JsonLdErrorCodes.InvalidPrefixValue, definition.Name, "has an @prefix that is neither true nor false");

        // 25.3
        if (definition.IsPrefix && definition.Keyword != Keyword.None)
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, "stands for a keyword and cannot be a prefix");
        }
    }
}
