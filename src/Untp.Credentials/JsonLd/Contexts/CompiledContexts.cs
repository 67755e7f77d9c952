using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// Contexts processed once and kept: the context that a URL or a scoped context makes of another is an edge between two active
/// contexts, walked by every document after the first. Contexts written into a document, and what is made from them, go with it.
/// Safe to share.
/// </summary>
internal sealed class CompiledContexts(ContextSource source)
{
    private volatile ContextPool _pool = new();

    /// <summary>How many contexts are kept at present.</summary>
    public int Count => _pool.Count;

    /// <summary>How many slots for terms they hold.</summary>
    public long Size => _pool.Size;

    /// <summary>What a document starts with.</summary>
    public ActiveContext Start(ProcessingRun run)
    {
        var options = run.Options;
        var root = options.Base is null ? _pool.Root : new ActiveContext(options.Base, null);
        if (options.ExpandContext is not { } first)
        {
            return root;
        }

        var hasEntry = first.ValueKind == JsonValueKind.Object && first.TryGetProperty("@context"u8, out _);
        return Apply(root, hasEntry ? first.GetProperty("@context"u8) : first, run);
    }

    /// <summary>The context that a document's @context entry makes of another.</summary>
    public ActiveContext Apply(ActiveContext active, JsonElement local, ProcessingRun run)
    {
        if (local.ValueKind != JsonValueKind.Array)
        {
            return ApplyOne(active, local, run);
        }

        foreach (var context in local.EnumerateArray())
        {
            active = ApplyOne(active, context, run);
        }

        return active;
    }

    /// <summary>The context that a term's scoped context makes of another.</summary>
    public ActiveContext Scope(ActiveContext active, TermDefinition term, ScopeKind kind, ProcessingRun run)
    {
        if (!active.TryGetScoped(term, kind, out var scoped))
        {
            var isProperty = kind == ScopeKind.Property;
            var call = new ContextProcessing.Call(
                term.BaseUrl, null, MayOverride: isProperty, Propagates: isProperty, ValidatesScoped: true, IsKept: true);
            scoped = Complete(new ContextProcessing(source, run).Process(active, term.LocalContext, call), run);
            active.KeepScoped(term, kind, scoped);
        }

        return scoped;
    }

    private ActiveContext ApplyOne(ActiveContext active, JsonElement local, ProcessingRun run)
    {
        if (local.ValueKind != JsonValueKind.String)
        {
            return Process(active, local, isKept: false, run);
        }

        var url = JsonText.Utf8(local);
        if (!active.TryGetLoaded(url, out var loaded))
        {
            loaded = Complete(Process(active, local, isKept: true, run), run);
            active.KeepLoaded(url, loaded);
        }

        return loaded;
    }

    private ActiveContext Process(ActiveContext active, JsonElement local, bool isKept, ProcessingRun run) =>
        new ContextProcessing(source, run).Process(
            active, local, new(run.Options.Base, null, MayOverride: false, Propagates: true, ValidatesScoped: true, isKept));

    /// <summary>A full pool is left to the documents that are on their way, and a new one begun: nobody can fill it for good.</summary>
    private ActiveContext Complete(ActiveContext context, ProcessingRun run)
    {
        if (context.Pool is not { } pool)
        {
            return context;
        }

        var kept = pool.Intern(context);
        if (pool.Size > run.Options.MaxKeptTerms)
        {
            Interlocked.CompareExchange(ref _pool, new ContextPool(), pool);
        }

        return kept;
    }
}
