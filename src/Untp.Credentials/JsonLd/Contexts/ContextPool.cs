using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// Active contexts and term definitions that are kept between documents, each there once: equal ones are one object, so that the
/// contexts that documents can reach from one another stay few, however they are nested. Safe to share.
/// </summary>
internal sealed class ContextPool
{
    private readonly ConcurrentDictionary<ActiveContext, ActiveContext> _contexts = new(new ContextComparer());
    private readonly ConcurrentDictionary<TermDefinition, TermDefinition> _terms = new(new TermComparer());
    private long _size;

    public ContextPool()
    {
        Root = new ActiveContext(null, this);
    }

    /// <summary>What a document without base starts with.</summary>
    public ActiveContext Root { get; }

    /// <summary>Objects that were looked at under these contexts.</summary>
    public SoundObjects Sound { get; } = new();

    /// <summary>Slots that all tables of terms hold, and a few for each context: about how much memory is kept.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>How many contexts are kept.</summary>
    public int Count => _contexts.Count;

    /// <summary>The definition that says the same, when there is one.</summary>
    public TermDefinition Intern(TermDefinition definition)
    {
        var kept = _terms.GetOrAdd(definition, definition);
        if (ReferenceEquals(kept, definition))
        {
            Interlocked.Increment(ref _size);
        }

        return kept;
    }

    /// <summary>The context that is the same, when there is one.</summary>
    public ActiveContext Intern(ActiveContext context)
    {
        var kept = _contexts.GetOrAdd(context, context);
        if (ReferenceEquals(kept, context))
        {
            const int OfTheContextItself = 8;
            Interlocked.Add(ref _size, context.Terms.OwnCount + OfTheContextItself);
        }

        return kept;
    }

    private sealed class ContextComparer : IEqualityComparer<ActiveContext>
    {
        public bool Equals(ActiveContext? x, ActiveContext? y) => x!.IsTheSameAs(y!);

        public int GetHashCode([DisallowNull] ActiveContext obj) =>
            HashCode.Combine(
                obj.Terms.Signature,
                obj.Base,
                obj.Vocab,
                obj.Language,
                obj.Previous is null ? 0 : RuntimeHelpers.GetHashCode(obj.Previous));
    }

    private sealed class TermComparer : IEqualityComparer<TermDefinition>
    {
        public bool Equals(TermDefinition? x, TermDefinition? y) => x!.IsProtected == y!.IsProtected && x.SaysTheSameAs(y);

        public int GetHashCode([DisallowNull] TermDefinition obj) =>
            HashCode.Combine(obj.Name, obj.Iri, obj.Type, obj.Datatype, obj.Container, obj.HasLocalContext);
    }
}
