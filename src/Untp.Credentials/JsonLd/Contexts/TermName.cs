namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>A name as UTF-8 with its hash, computed once however many tables are asked.</summary>
internal readonly ref struct TermName(ReadOnlySpan<byte> utf8)
{
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public ulong Hash { get; } = SeededHash.Of(utf8);
}
