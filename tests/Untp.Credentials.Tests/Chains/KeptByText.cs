using System.Security.Cryptography;
using Untp.Credentials.Chains;

namespace Untp.Credentials.Tests.Chains;

/// <summary>Keeps signed credentials and gives out each in whose text an id stands: more than was asked for, as a host may.</summary>
internal sealed class KeptByText(IReadOnlyList<(ChainDocument Document, string Text)> kept) : IKeptCredentials
{
    /// <summary>How many were read.</summary>
    public int Reads { get; private set; }

    public static async Task<KeptByText> OfAsync(ChainWorld world, params IEnumerable<string> files)
    {
        var kept = new List<(ChainDocument, string)>();
        foreach (var file in files)
        {
            kept.Add((await world.SignAsync(file), world[file].ToJsonString()));
        }

        return new KeptByText(kept);
    }

    public Task<IReadOnlyList<KeptCredential>> FindAsync(
        IReadOnlyCollection<Sought> sought, int limit, CancellationToken cancellationToken)
    {
        var found = kept.Where(k => sought.Any(s => k.Text.Contains($"\"{s.Identifier}\"", StringComparison.Ordinal)));
        return Task.FromResult<IReadOnlyList<KeptCredential>>([.. found.Take(limit).Select(k => Give(k.Document))]);
    }

    private KeptCredential Give(ChainDocument document) => new(
        Convert.ToHexStringLower(SHA256.HashData(document.Bytes.Span)),
        document.MediaType,
        _ =>
        {
            Reads++;
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(document.Bytes);
        },
        document.Location);
}
