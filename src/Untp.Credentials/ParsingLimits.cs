namespace Untp.Credentials;

/// <summary>How large an input may be before it is refused unread.</summary>
/// <param name="MaxBytes">Bytes of the whole input; 1 MiB unless told otherwise.</param>
/// <param name="MaxDepth">Levels of nested JSON; 64 unless told otherwise.</param>
public sealed record ParsingLimits(int MaxBytes = 1 << 20, int MaxDepth = 64)
{
    /// <summary>1 MiB, 64 levels.</summary>
    public static ParsingLimits Default { get; } = new();
}
