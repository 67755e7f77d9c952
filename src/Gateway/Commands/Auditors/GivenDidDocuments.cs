using System.Text.Json;
using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>The DID documents that the auditor gave in files; what they say goes before what their hosts say.</summary>
internal sealed class GivenDidDocuments : ILocalDocuments
{
    private const int MaxBytes = 256 << 10;

    private readonly Dictionary<string, byte[]> _documents = new(StringComparer.Ordinal);

    /// <summary>Reads the files.</summary>
    /// <exception cref="AuditorFaultException">One cannot be read, or is no document of a did:web.</exception>
    public static GivenDidDocuments Read(IReadOnlyList<string> files)
    {
        var given = new GivenDidDocuments();
        foreach (var file in files)
        {
            var bytes = ReadFile(file);
            if (!given._documents.TryAdd(ReadId(bytes, file), bytes))
            {
                throw new AuditorFaultException($"{PlainText.Of(file)}: another file has a document of the same DID");
            }
        }

        return given;
    }

    public ValueTask<FetchResult?> FindAsync(string id, DocumentKind kind, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            kind == DocumentKind.DidDocument && _documents.TryGetValue(id, out var document) ? FetchResult.Fetched(document, null) : null);

    private static byte[] ReadFile(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxBytes
                ? File.ReadAllBytes(file)
                : throw new AuditorFaultException($"{PlainText.Of(file)}: it is longer than {MaxBytes} bytes");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AuditorFaultException($"{PlainText.Of(file)}: {PlainText.Of(fault.Message)}");
        }
    }

    private static string ReadId(byte[] bytes, string file)
    {
        if (!StrictJson.TryParse(bytes, new ParsingLimits(MaxBytes, MaxDepth: 32), out var document, out var problem))
        {
            throw new AuditorFaultException($"{PlainText.Of(file)}: {PlainText.Of(problem.Detail)}");
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String
                && id.GetString() is { } did
                && did.StartsWith("did:web:", StringComparison.Ordinal)
                    ? did
                    : throw new AuditorFaultException($"{PlainText.Of(file)}: it is no DID document of a did:web");
        }
    }
}
