namespace Gateway.Issuing;

/// <summary>
/// Texts put together in one copy. Not as a collection of spreads: that grows in steps, and is copied at the end; nor into memory that is
/// cleared first.
/// </summary>
internal static class Spliced
{
    public static byte[] Of(ReadOnlySpan<byte> before, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> after)
    {
        var text = GC.AllocateUninitializedArray<byte>(before.Length + middle.Length + after.Length);
        before.CopyTo(text);
        middle.CopyTo(text.AsSpan(before.Length));
        after.CopyTo(text.AsSpan(before.Length + middle.Length));
        return text;
    }
}
