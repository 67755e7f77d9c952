namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>Expanded objects in their order, each linked to the next. An object stands in one chain at a time.</summary>
internal struct ItemChain
{
    public ExpandedObject? First { get; private set; }

    private ExpandedObject? _last;

    public readonly bool IsEmpty => First is null;

    public static ItemChain Of(ExpandedObject item) => new() { First = item, _last = item };

    public void Append(ExpandedObject item) => Append(Of(item));

    public void Append(ItemChain items)
    {
        if (items.First is null)
        {
            return;
        }

        if (_last is null)
        {
            First = items.First;
        }
        else
        {
            _last.Next = items.First;
        }

        _last = items._last;
    }

    public void Prepend(ItemChain items)
    {
        items.Append(this);
        this = items;
    }

    /// <summary>Takes the first item away, free to join another chain.</summary>
    public bool TryTake(out ExpandedObject item)
    {
        item = First!;
        if (First is null)
        {
            return false;
        }

        First = item.Next;
        item.Next = null;
        if (First is null)
        {
            _last = null;
        }

        return true;
    }

    public readonly Enumerator GetEnumerator() => new(First);

    internal struct Enumerator(ExpandedObject? first)
    {
        private ExpandedObject? _next = first;

        public ExpandedObject Current { get; private set; } = null!;

        public bool MoveNext()
        {
            if (_next is null)
            {
                return false;
            }

            Current = _next;
            _next = _next.Next;
            return true;
        }
    }
}
