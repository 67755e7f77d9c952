using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Untp.Credentials.JsonLd.Rdf;

namespace Benchmarks;

/// <summary>
/// A dataset of N-Quads canonicalised, beside one SHA-256 of its canonical form; and, where a folder with npm's rdf-canonize is named,
/// beside that in the same run.
/// </summary>
internal static class RdfcBenchmark
{
    public static void Run(string dataset, string? peers)
    {
        var bytes = File.ReadAllBytes(dataset);
        var quads = NQuads.Parse(bytes);
        var canonical = Canonicalize(quads);
        double? peer = peers is null ? null : Peer(peers, dataset);
        var ours = Measure.Compare(
            $"RDFC-1.0, {quads.Count} quads, {canonical.BlankNodes().Count} blank nodes, {canonical.NQuads.Length} bytes",
            ("SHA256.HashData of the canonical form (floor)", () => SHA256.HashData(canonical.NQuads.Span)),
            ("NQuads.Parse", () => NQuads.Parse(bytes)),
            ("Rdfc10.Canonicalize", () => Canonicalize(quads)));
        if (peer is { } microseconds)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {"rdf-canonize by node (median, wall clock)",-58} {microseconds,9:F1} us {microseconds / ours[^1],18:F1} x ours"));
        }
    }

    private static CanonicalDataset Canonicalize(IReadOnlyList<RdfQuad> quads) =>
        Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None);

    private static double Peer(string folder, string dataset)
    {
        var script = Path.Combine("tests", "Benchmarks", "rdf-canonize.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, folder, dataset]) { RedirectStandardOutput = true })!;
        var answer = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0
            ? double.Parse(answer, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"node ended with {node.ExitCode}");
    }
}
