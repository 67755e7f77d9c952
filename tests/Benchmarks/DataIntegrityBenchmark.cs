using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Statuses;

namespace Benchmarks;

/// <summary>
/// The 0.7.0 battery passport with an embedded proof of each suite: the signature of its 64 bytes of hash data and one parse, the check
/// <c>proof</c>, and every check; and, where a folder with the JavaScript peer is named, Digital Bazaar's verification in the same run.
/// </summary>
internal static class DataIntegrityBenchmark
{
    public static void Run(string bodies, string? peers)
    {
        var peer = peers is null ? [] : Peer(peers, Path.Combine(bodies, "..", "..", "..", "untp"));
        Run("eddsa-rdfc-2022", Path.Combine(bodies, "verify.rdfc.json"), peer.ElementAtOrDefault(0));
        Run("eddsa-jcs-2022", Path.Combine(bodies, "verify.jcs.json"), peer.ElementAtOrDefault(1));
    }

    private static void Run(string suite, string body, double peer)
    {
        using var request = JsonDocument.Parse(File.ReadAllBytes(body));
        var bytes = JsonMarshal.GetRawUtf8Value(request.RootElement.GetProperty("verifiableCredential")).ToArray();
        var vocabulary = Vocabulary.Load();
        var dids = new DidResolver(new DidResolverOptions(), TimeProvider.System);
        var check = new ProofCheck(dids, vocabulary.CanonicalRdf, new ProofLimits());
        var verifier = CredentialVerifier.Create(vocabulary, dids, new StatusOptions(), TimeProvider.System);
        using var credential = Read(bytes);
        var context = new CheckContext(credential, TimeProvider.System.GetUtcNow(), NoFetcher.Instance);
        var (key, hashData, signature) = SignatureOf(credential, vocabulary);
        var ours = Measure.Compare(
            $"{suite}, {bytes.Length} bytes, {Ed25519.ProviderName}",
            ("signature + JsonDocument.Parse (floor)", () => Floor(key, hashData, signature, bytes)),
            ("the reading rules of RDF suites", () => True(vocabulary.CanonicalRdf.Read(credential.Claims).Faults.Count == 0)),
            ("find what is undefined, in objects met before", () => vocabulary.JsonLd.Find(credential.Claims, new FindingList(50))),
            ("hash data", () => SignatureOf(credential, vocabulary)),
            ("ProofCheck", () => True(Await(check.RunAsync(context, CancellationToken.None)).Verdict == Verdict.Passed)),
            ("Credential.TryParse and every check", () => VerifyWhole(verifier, bytes)));
        if (peer > 0)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {"@digitalbazaar/vc by node (median, wall clock)",-58} {peer,9:F1} us {peer / ours[^1],18:F1} x ours"));
        }
    }

    private static (VerificationKey Key, byte[] HashData, byte[] Signature) SignatureOf(Credential credential, Vocabulary vocabulary)
    {
        var proof = new EmbeddedProofReader(credential.Claims.GetProperty("proof"), "/proof").Read()!;
        var hashData = new EddsaAlgorithms(vocabulary.CanonicalRdf)
            .Hash(proof.Suite, new InputDocument(credential.Claims, []), proof.Element, CancellationToken.None, out _);
        return VerificationKey.TryReadMultibase(proof.Controller["did:key:".Length..], out var key, out var fault)
            ? (key, hashData!, proof.Signature)
            : throw new InvalidOperationException(fault);
    }

    private static void Floor(VerificationKey key, byte[] hashData, byte[] signature, byte[] bytes)
    {
        True(key.Verify(hashData, signature));
        JsonDocument.Parse(bytes).Dispose();
    }

    private static void VerifyWhole(CredentialVerifier verifier, byte[] bytes)
    {
        using var credential = Read(bytes);
        True(Await(verifier.VerifyAsync(credential, VerificationOptions.Default, NoFetcher.Instance, CancellationToken.None)).IsVerified);
    }

    private static Credential Read(byte[] bytes) =>
        Credential.TryParse(bytes, MediaTypes.Vc, ParsingLimits.Default, out var credential, out var problem)
            ? credential
            : throw new InvalidOperationException(problem.Detail);

    private static T Await<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static void True(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the credential was to verify");
        }
    }

    private static double[] Peer(string folder, string untp)
    {
        var start = new ProcessStartInfo("node", [Path.Combine("tests", "Benchmarks", "data-integrity.mjs"), folder])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["UNTP"] = Path.GetFullPath(untp);
        using var node = Process.Start(start)!;
        var answer = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0
            ? [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => double.Parse(line, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"node ended with {node.ExitCode}");
    }
}
