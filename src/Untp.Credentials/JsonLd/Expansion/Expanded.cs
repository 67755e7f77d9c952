namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>What expansion gives: null (no items and no array), one map, or an array of maps.</summary>
internal struct Expanded
{
    public ItemChain Items;

    public bool IsArray;

    public readonly bool IsNull => !IsArray && Items.IsEmpty;

    public static Expanded Of(ExpandedObject item) => new() { Items = ItemChain.Of(item) };
}
