using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Rules;

/// <summary>What the events of a chain tell of each product: made, moved, used.</summary>
internal sealed class Flows
{
    /// <summary>Of one product no more are compared with its passport.</summary>
    private const int MaxMakes = 1000;

    private readonly ILookup<string, Flow> _made;
    private readonly ILookup<string, Flow> _moved;
    private readonly ILookup<string, Flow> _used;
    private readonly ILookup<string, Flow> _modified;
    private readonly ILookup<string, Flow> _madeOfBatch;

    private readonly Dictionary<string, Flow> _firstMade = new(StringComparer.Ordinal);

    public Flows(IEnumerable<Member> members)
    {
        var events = members.SelectMany(m => m.Facts.Events.Select(e => (By: m, Event: e))).ToList();
        ILookup<string, Flow> By(Func<EventFacts, IEnumerable<QuantityFacts>> products, Func<Flow, string> key) =>
            events.SelectMany(e => products(e.Event).Select(p => new Flow(e.By, e.Event, p))).ToLookup(key, StringComparer.Ordinal);
        _made = By(e => e.Outputs, f => f.Product.Id);
        _madeOfBatch = By(e => e.Outputs.Where(p => p.Product.BatchNumber is not null), f => f.Product.BatchNumber!);
        _moved = By(e => e.Moved, f => f.Product.Id);
        _used = By(e => e.Inputs, f => f.Product.Id);
        _modified = By(e => e.Modified, f => f.Product.Id);
        foreach (var made in _made)
        {
            _firstMade[made.Key] = made.MinBy(f => f.Event.Date ?? DateTimeOffset.MaxValue)!;
        }
    }

    /// <summary>Every product that went into or through an event, each once.</summary>
    public IEnumerable<string> UsedOrMoved => _used.Select(u => u.Key).Concat(_moved.Select(m => m.Key)).Distinct();

    public IEnumerable<Flow> MadeOf(string product) => _made[product];

    public IEnumerable<Flow> MovedOf(string product) => _moved[product];

    public IEnumerable<Flow> UsedOf(string product) => _used[product];

    /// <summary>Whether an event other than a Make event speaks of the product.</summary>
    public bool IsKnown(string product) => _moved.Contains(product) || _modified.Contains(product);

    /// <summary>The event that first made a product; null when none is known.</summary>
    public Flow? FirstMade(string product) => _firstMade.GetValueOrDefault(product);

    /// <summary>
    /// The events that made the product of a passport, or the batch to which it belongs: the same batch number, from the passport's own
    /// issuer, because numbers of others mean nothing here.
    /// </summary>
    public IEnumerable<(Member By, EventFacts Event)> MakesOf(Member passport, ProductFacts product) =>
        _made[product.Id].Select(f => (f.By, f.Event)).Concat(product.BatchNumber is { } batch
            ? _madeOfBatch[batch].Where(f => IsBatchOf(f, passport, product)).Select(f => (f.By, f.Event))
            : []).DistinctBy(made => made.Event, ReferenceEqualityComparer.Instance).Take(MaxMakes);

    private static bool IsBatchOf(Flow made, Member passport, ProductFacts product) =>
        made.By.Facts.Issuer == passport.Facts.Issuer
        && made.Product.ItemNumber is null
        && (made.Product.ModelNumber is not { } model || product.ModelNumber is null || product.ModelNumber == model);
}

/// <summary>An amount of a product in an event of a credential.</summary>
internal sealed record Flow(Member By, EventFacts Event, QuantityFacts Amount)
{
    public ProductFacts Product => Amount.Product;

    public Place Place => new(By.Id, Amount.Pointer);
}
