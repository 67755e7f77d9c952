using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>Reads what an auditor names: a file, a URL, or <c>-</c> for the standard input.</summary>
internal sealed class CredentialInput(IDocumentFetcher fetcher, ParsingLimits limits, Stream standardInput)
{
    public const string StandardInput = "-";

    /// <summary>The credential there.</summary>
    /// <exception cref="AuditorFaultException">It cannot be had, or not be read.</exception>
    public async Task<Credential> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var (bytes, mediaType) = await ReadBytesAsync(name, cancellationToken);
        return Credential.TryParse(bytes, mediaType, limits, out var credential, out var problem)
            ? credential
            : throw new AuditorFaultException($"{PlainText.Of(name)}: {PlainText.Of(problem.Detail)}");
    }

    /// <summary>The bytes there, without the line break that an editor leaves behind a token, and what they seem to be.</summary>
    /// <exception cref="AuditorFaultException">They cannot be had.</exception>
    public async Task<(ReadOnlyMemory<byte> Bytes, string MediaType)> ReadBytesAsync(string name, CancellationToken cancellationToken)
    {
        var bytes = name == StandardInput ? await ReadAsync(standardInput, "the standard input", cancellationToken)
            : IsUrl(name) ? await FetchAsync(name, cancellationToken)
            : await ReadFileAsync(name, cancellationToken);
        var isJson = bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
        return isJson ? (bytes, MediaTypes.Vc) : (TrimEnd(bytes), MediaTypes.VcJwt);
    }

    private static bool IsUrl(string name) =>
        name.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || name.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private async Task<ReadOnlyMemory<byte>> FetchAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw new AuditorFaultException($"{PlainText.Of(url)}: that is no URL");
        }

        var answer = await fetcher.FetchAsync(uri, DocumentKind.Credential, cancellationToken);
        return answer.Body ?? throw new AuditorFaultException($"{PlainText.Of(url)}: {PlainText.Of(answer.Failure)}");
    }

    private async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await ReadAsync(file, path, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AuditorFaultException($"{PlainText.Of(path)}: {PlainText.Of(fault.Message)}");
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var part = new byte[32 << 10];
        while (await stream.ReadAsync(part, cancellationToken) is > 0 and var length)
        {
            copy.Write(part, 0, length);
            if (copy.Length > limits.MaxBytes)
            {
                throw new AuditorFaultException($"{PlainText.Of(name)}: it is longer than {limits.MaxBytes} bytes");
            }
        }

        return copy.ToArray();
    }

    private static ReadOnlyMemory<byte> TrimEnd(ReadOnlyMemory<byte> bytes) =>
        bytes[..bytes.Span.TrimEnd(" \t\r\n"u8).Length];
}
