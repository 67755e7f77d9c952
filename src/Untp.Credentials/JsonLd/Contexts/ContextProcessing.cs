using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>The algorithm of JSON-LD 1.1 API clause 4.1.2, Context Processing. Step numbers are the specification's.</summary>
internal sealed class ContextProcessing(ContextSource source, ProcessingRun run)
{
    /// <summary>What a call is given beside the contexts.</summary>
    internal readonly record struct Call(
        string? BaseUrl, RemoteChain? Remote, bool MayOverride, bool Propagates, bool ValidatesScoped, bool IsKept);

    public ProcessingRun Run { get; } = run;

    /// <summary>A new active context; the given one is not changed.</summary>
    public ActiveContext Process(ActiveContext active, JsonElement local, Call call)
    {
        // 1
        var result = active.Derive(call.IsKept);

        // 2
        if (local.ValueKind == JsonValueKind.Object
            && local.TryGetProperty("@propagate"u8, out var propagate)
            && propagate.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            call = call with { Propagates = propagate.ValueKind == JsonValueKind.True };
        }

        // 3
        if (!call.Propagates)
        {
            result.Previous ??= active;
        }

        // 4, 5
        if (local.ValueKind != JsonValueKind.Array)
        {
            return ProcessOne(result, local, call);
        }

        foreach (var context in local.EnumerateArray())
        {
            result = ProcessOne(result, context, call);
        }

        // 6
        return result;
    }

    private ActiveContext ProcessOne(ActiveContext result, JsonElement context, Call call)
    {
        Run.CountContext();
        switch (context.ValueKind)
        {
            case JsonValueKind.Null: // 5.1
                return Nullify(result, call);
            case JsonValueKind.String: // 5.2
                return ProcessRemote(result, context.GetString()!, call);
            case JsonValueKind.Object: // 5.4
                ProcessDefinition(result, context, call);
                return result;
            default: // 5.3
                throw Run.Fault(JsonLdErrorCodes.InvalidLocalContext, "a context is to be a URL, an object or null");
        }
    }

    private ActiveContext Nullify(ActiveContext result, Call call)
    {
        // 5.1.1
        if (!call.MayOverride && result.Terms.ProtectedCount > 0)
        {
            throw Run.Fault(JsonLdErrorCodes.InvalidContextNullification, "a context with protected terms cannot be taken away by null");
        }

        // 5.1.2
        return new ActiveContext(result.OriginalBase, result.Pool) { Previous = call.Propagates ? null : result.Previous ?? result };
    }

    private ActiveContext ProcessRemote(ActiveContext result, string reference, Call call)
    {
        // 5.2.1
        var url = Resolve(reference, call.BaseUrl);

        // 5.2.2
        if (!call.ValidatesScoped && (call.Remote?.Includes(url) ?? false))
        {
            return result;
        }

        // 5.2.3
        if ((call.Remote?.Depth ?? 0) >= Run.Options.MaxRemoteContexts)
        {
            throw Run.Fault(
                JsonLdErrorCodes.ContextOverflow,
                $"contexts refer to one another more than {Run.Options.MaxRemoteContexts} deep: {Excerpt.Of(url)}");
        }

        // 5.2.4, 5.2.5
        var loaded = Load(url);

        // 5.2.6
        return Process(result, loaded, call with { BaseUrl = url, Remote = new(url, call.Remote), MayOverride = false, Propagates = true });
    }

    private JsonElement Load(string url)
    {
        // 5.2.5.1
        var document = source(url) ?? throw Run.UnknownContext(url);

        // 5.2.5.2, 5.2.5.3
        return document.ValueKind == JsonValueKind.Object && document.TryGetProperty("@context"u8, out var context)
            ? context
            : throw Run.Fault(JsonLdErrorCodes.InvalidRemoteContext, $"the document {Excerpt.Of(url)} has no @context");
    }

    private string Resolve(string reference, string? baseUrl)
    {
        var url = baseUrl is null ? reference : IriReference.Resolve(baseUrl, reference);
        return IriSyntax.HasIriForm(url) ? url : throw Run.UnknownContext(url);
    }

    private void ProcessDefinition(ActiveContext result, JsonElement context, Call call)
    {
        var local = new LocalDefinition(context);
        CheckVersion(local); // 5.5
        if (local.TryGet("@import", out var import))
        {
            local = Import(import, context, call); // 5.6
        }

        SetBase(result, local, call); // 5.7
        SetVocab(result, local); // 5.8
        SetLanguage(result, local); // 5.9
        SetDirection(result, local); // 5.10
        CheckPropagate(local); // 5.11
        var isProtected = local.TryGet("@protected", out var flag)
            && (flag.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? flag.ValueKind == JsonValueKind.True
                : throw Run.Fault(JsonLdErrorCodes.InvalidProtectedValue, "@protected is to be true or false"));

        // 5.12, 5.13
        var creation = new TermCreation(this, result, local, call, isProtected);
        foreach (var (key, _) in local.Entries)
        {
            if (Keywords.Of(key) is not (Keyword.Base or Keyword.Direction or Keyword.Import or Keyword.Language or Keyword.Propagate
                or Keyword.Protected or Keyword.Version or Keyword.Vocab))
            {
                creation.Create(key);
            }
        }
    }

    private void CheckVersion(LocalDefinition local)
    {
        // 5.5.1; processing mode is 1.1
        if (local.TryGet("@version", out var version)
            && !(version.ValueKind == JsonValueKind.Number && version.TryGetDouble(out var number) && number is 1.1))
        {
            throw Run.Fault(JsonLdErrorCodes.InvalidVersionValue, "@version is to be 1.1");
        }
    }

    private LocalDefinition Import(JsonElement import, JsonElement context, Call call)
    {
        // 5.6.2
        if (import.ValueKind != JsonValueKind.String)
        {
            throw Run.Fault(JsonLdErrorCodes.InvalidImportValue, "@import is to be a URL");
        }

        // 5.6.3 to 5.6.6
        var url = Resolve(import.GetString()!, call.BaseUrl);
        var imported = Load(url);
        if (imported.ValueKind != JsonValueKind.Object)
        {
            throw Run.Fault(JsonLdErrorCodes.InvalidRemoteContext, $"@import takes one context definition: {Excerpt.Of(url)}");
        }

        // 5.6.7
        if (imported.TryGetProperty("@import"u8, out _))
        {
            throw Run.Fault(JsonLdErrorCodes.InvalidContextEntry, $"a context that is imported imports none: {Excerpt.Of(url)}");
        }

        // 5.6.8
        var merged = new LocalDefinition(imported);
        merged.Merge(context);
        return merged;
    }

    private void SetBase(ActiveContext result, LocalDefinition local, Call call)
    {
        // 5.7: not in remote contexts
        if (call.Remote is not null || !local.TryGet("@base", out var value))
        {
            return;
        }

        var iri = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        result.Base = iri switch
        {
            null when value.ValueKind == JsonValueKind.Null => null, // 5.7.2
            not null when IriSyntax.HasIriForm(iri) => iri, // 5.7.3
            not null when result.Base is not null => IriReference.Resolve(result.Base, iri), // 5.7.4
            _ => throw Run.Fault(JsonLdErrorCodes.InvalidBaseIri, "@base is to be an IRI or null"), // 5.7.5
        };
    }

    private void SetVocab(ActiveContext result, LocalDefinition local)
    {
        if (!local.TryGet("@vocab", out var value))
        {
            return;
        }

        // 5.8.2, 5.8.3
        result.Vocab = value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => IriExpansion.Expand(result, value.GetString()!, documentRelative: true, vocab: true),
            _ => throw Run.Fault(JsonLdErrorCodes.InvalidVocabMapping, "@vocab is to be an IRI or null"),
        };
    }

    private void SetLanguage(ActiveContext result, LocalDefinition local)
    {
        // 5.9
        if (local.TryGet("@language", out var value))
        {
            result.Language = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => throw Run.Fault(JsonLdErrorCodes.InvalidDefaultLanguage, "@language is to be a string or null"),
            };
        }
    }

    private void SetDirection(ActiveContext result, LocalDefinition local)
    {
        // 5.10
        if (local.TryGet("@direction", out var value))
        {
            result.Direction = TermCreation.ReadDirection(value, Run);
        }
    }

    private void CheckPropagate(LocalDefinition local)
    {
        // 5.11.2
        if (local.TryGet("@propagate", out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw Run.Fault(JsonLdErrorCodes.InvalidPropagateValue, "@propagate is to be true or false");
        }
    }
}
