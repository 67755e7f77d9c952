namespace Gateway.Outbound;

/// <summary>Reads bodies that claim any length, or none.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 16 << 10;

    /// <summary>Reads up to <paramref name="limit"/> bytes, and says whether that was all; a claimed length costs no memory.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsWhole)> ReadAsync(
        HttpContent content, int limit, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Math.Min(FirstBuffer, limit + 1)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0 || length > limit)
            {
                return (buffer.AsMemory(0, Math.Min(length, limit)), length <= limit);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
            }
        }
    }
}
