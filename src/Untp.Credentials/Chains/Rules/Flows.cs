using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Rules;

/// <summary>What the events of a chain tell of each product: made, moved, used.</summary>
internal sealed class Flows
{
    /// <summary>Of one product no more are compared with its passport.</summary>
    private const int MaxMakes = 1000;

    private readonly OrderedDictionary<string, List<Flow>> _made = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<Flow>> _moved = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<Flow>> _used = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<Flow>> _modified = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<Flow>> _madeOfBatch = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Flow> _firstMade = new(StringComparer.Ordinal);

    public Flows(IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            foreach (var e in member.Facts.Events)
            {
                Add(_made, member, e, e.Outputs, product => product.Id);
                Add(_madeOfBatch, member, e, e.Outputs, product => product.BatchNumber);
                Add(_moved, member, e, e.Moved, product => product.Id);
                Add(_used, member, e, e.Inputs, product => product.Id);
                Add(_modified, member, e, e.Modified, product => product.Id);
            }
        }

        foreach (var (product, made) in _made)
        {
            _firstMade[product] = made.MinBy(f => f.Event.Date ?? DateTimeOffset.MaxValue)!;
        }
    }

    /// <summary>Every product that went into or through an event, each once.</summary>
    public IEnumerable<string> UsedOrMoved => _used.Keys.Union(_moved.Keys);

    public List<Flow> MadeOf(string product) => _made.GetValueOrDefault(product) ?? [];

    public List<Flow> MovedOf(string product) => _moved.GetValueOrDefault(product) ?? [];

    public List<Flow> UsedOf(string product) => _used.GetValueOrDefault(product) ?? [];

    /// <summary>Whether an event other than a Make event speaks of the product.</summary>
    public bool IsKnown(string product) => _moved.ContainsKey(product) || _modified.ContainsKey(product);

    /// <summary>The event that first made a product; null when none is known.</summary>
    public Flow? FirstMade(string product) => _firstMade.GetValueOrDefault(product);

    /// <summary>
    /// The events that made the product of a passport, or the batch to which it belongs: the same batch number, from the passport's own
    /// issuer, because numbers of others mean nothing here.
    /// </summary>
    public IEnumerable<(Member By, EventFacts Event)> MakesOf(Member passport, ProductFacts product) =>
        MadeOf(product.Id).Select(f => (f.By, f.Event)).Concat(product.BatchNumber is { } batch
            ? (_madeOfBatch.GetValueOrDefault(batch) ?? []).Where(f => IsBatchOf(f, passport, product)).Select(f => (f.By, f.Event))
            : []).DistinctBy(made => made.Event, ReferenceEqualityComparer.Instance).Take(MaxMakes);

    private static void Add(
        OrderedDictionary<string, List<Flow>> flows, Member by, EventFacts e, QuantityFacts[] amounts, Func<ProductFacts, string?> keyOf)
    {
        for (var i = 0; i < amounts.Length; i++)
        {
            if (keyOf(amounts[i].Product) is not { } key)
            {
                continue;
            }

            if (!flows.TryGetValue(key, out var list))
            {
                flows[key] = list = [];
            }

            list.Add(new Flow(by, e, amounts, i));
        }
    }

    private static bool IsBatchOf(Flow made, Member passport, ProductFacts product) =>
        made.By.Facts.Issuer == passport.Facts.Issuer
        && made.Product.ItemNumber is null
        && (made.Product.ModelNumber is not { } model || product.ModelNumber is null || product.ModelNumber == model);
}

/// <summary>An amount of a product in an event of a credential.</summary>
/// <param name="By">The credential.</param>
/// <param name="Event">The event.</param>
/// <param name="Amounts">The amounts among which it is.</param>
/// <param name="Index">Which of them it is.</param>
internal sealed record Flow(Member By, EventFacts Event, QuantityFacts[] Amounts, int Index)
{
    public QuantityFacts Amount => Amounts[Index];

    public ProductFacts Product => Amount.Product;

    public Place Place => new(By.Id, Amount.Pointer);
}
