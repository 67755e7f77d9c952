using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EddsaVectors;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>The published test vectors of <c>eddsa-rdfc-2022</c> and <c>Ed25519Signature2020</c>, step by step.</summary>
public class EddsaRdfVectorTests
{
    /// <summary>A folder, the end of its files' names, and the names of the signed document and of the proof configuration.</summary>
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        { "eddsa-rdfc-2022", "DataInt", "signedDataInt.json", "proofConfigDataInt.json" },
        { "eddsa-rdfc-2022/employ", "DataInt", "signedDataInt.json", "proofConfigDataInt.json" },
        { "Ed25519Signature2020", "EdSig", "signedEdSig.json", "proofConfigEdSig.json" },
    };

    [Fact]
    public void Says_how_many_vectors_there_are_and_none_is_left_out()
    {
        const int Documents = 4, Sets = 4;
        var signed = Directory.GetFiles(Shared.Path("vectors/di-eddsa"), "signed*.json", SearchOption.AllDirectories);

        TestContext.Current.SendDiagnosticMessage(
            $"Data Integrity EdDSA: {signed.Length} signed documents, {Documents} with all that leads to them, {Sets} sets and chains");
        Assert.Equal(Documents + Sets, signed.Length);
    }

    [Theory, MemberData(nameof(Vectors))]
    public void Reproduces_the_canonical_document(string folder, string suffix, string signed, string config)
    {
        Assert.NotNull(config);
        using var unsecured = new InputDocument(Json($"{folder}/{signed}"), []).Materialize();
        Assert.Equal(Text($"{folder}/canonDoc{suffix}.txt"), Canonical(unsecured));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void Reproduces_the_canonical_proof_configuration(string folder, string suffix, string signed, string config)
    {
        var document = Json($"{folder}/{signed}");
        using var options = new InputDocument(document, []).MaterializeOptions(document.GetProperty("proof"));
        Assert.Equal(Text($"{folder}/proofCanon{suffix}.txt"), Canonical(options));
        using var published = JsonDocument.Parse(Text($"{folder}/{config}"));
        Assert.Equal(Text($"{folder}/proofCanon{suffix}.txt"), Canonical(published));
    }

    [Theory, MemberData(nameof(Vectors))]
    public void Reproduces_hashes_and_signature_and_verifies_it(string folder, string suffix, string signed, string config)
    {
        Assert.NotNull(config);
        var document = Json($"{folder}/{signed}");
        var hashData = Hash(document, document.GetProperty("proof"), []);
        Assert.Equal(Text($"{folder}/combinedHash{suffix}.txt"), Convert.ToHexStringLower(hashData));
        Assert.Equal(Text($"{folder}/proofHash{suffix}.txt") + Text($"{folder}/docHash{suffix}.txt"), Convert.ToHexStringLower(hashData));

        using var key = Key();
        var signature = key.Sign(hashData);
        Assert.Equal(Text($"{folder}/sigHex{suffix}.txt"), Convert.ToHexStringLower(signature));
        Assert.Equal(Text($"{folder}/sigBTC58{suffix}.txt"), Multibase.Encode(signature));
        Assert.Equal(document.GetProperty("proof").GetProperty("proofValue").GetString(), Multibase.Encode(signature));
        Assert.True(EddsaAlgorithms.Verify(key.VerificationKey, hashData, signature));
    }

    [Theory]
    [InlineData("unsigned.json", "eddsa-rdfc-2022", "2023-02-24T23:36:38Z")]
    [InlineData("employmentAuth.json", "eddsa-rdfc-2022/employ", "2023-02-24T23:36:38Z")]
    public async Task Makes_the_signature_of_the_signed_document(string unsigned, string folder, string created)
    {
        using var key = Key();
        var signed = await SignAsync(Text(unsigned), key, new ProofOptions { Created = DateTimeOffset.Parse(created, null) });
        using var made = JsonDocument.Parse(signed);
        Assert.Equal(EddsaVectors.Canonical(Json($"{folder}/signedDataInt.json")), EddsaVectors.Canonical(made.RootElement));
    }

    [Theory]
    [InlineData("signedProofSet1.json")]
    [InlineData("signedProofSet2.json")]
    [InlineData("signedProofChain1.json")]
    [InlineData("signedProofChain2.json")]
    public void Verifies_every_proof_of_the_published_sets_and_chains(string file)
    {
        var document = Json($"proof-set-chain/{file}");
        ProofTrial[] trials = [.. ProofList.Of(document).Select((p, i) => new ProofTrial(p, $"/proof/{i}"))];
        ProofChains.Link(trials);
        Assert.All(trials, trial =>
        {
            var hashData = Hash(document, trial.Proof!.Element, [.. trial.Previous.Select(p => p.Proof!.Element)]);
            Assert.True(VerificationKey.TryReadMultibase(trial.Proof.Controller["did:key:".Length..], out var key, out _));
            Assert.True(EddsaAlgorithms.Verify(key, hashData, trial.Proof.Signature));
        });
    }

    /// <summary>The input documents that the vectors give for the third and fourth proof.</summary>
    [Theory]
    [InlineData("signedProofChain1.json", 2, "proofChainTempDoc1.json")]
    [InlineData("signedProofChain2.json", 3, "proofChainTempDoc2.json")]
    public void Puts_the_proofs_that_a_proof_builds_on_into_its_input_document(string file, int index, string input)
    {
        var document = Json($"proof-set-chain/{file}");
        ProofTrial[] trials = [.. ProofList.Of(document).Select((p, i) => new ProofTrial(p, $"/proof/{i}"))];
        ProofChains.Link(trials);
        using var made = new InputDocument(document, [.. trials[index].Previous.Select(p => p.Proof!.Element)]).Materialize();
        Assert.Equal(EddsaVectors.Canonical(Json($"proof-set-chain/{input}")), EddsaVectors.Canonical(made.RootElement));
    }

    [Fact]
    public async Task Makes_the_published_set_and_chain()
    {
        var document = Text("proof-set-chain/unsigned.json");
        foreach (var (name, keyName, after) in new[]
        {
            ("proofSetConfigSigned1", "keyPair1", "signedProofSet1.json"),
            ("proofSetConfigSigned2", "keyPair2", "signedProofSet2.json"),
            ("proofChainConfigSigned1", "keyPair3", "signedProofChain1.json"),
            ("proofChainConfigSigned2", "keyPair4", "signedProofChain2.json"),
        })
        {
            using var key = Key("proof-set-chain/multiKeyPairs.json", keyName);
            document = await SignAsync(document, key, OptionsOf(Json($"proof-set-chain/{name}.json")));
            using var made = JsonDocument.Parse(document);
            var proofs = ProofList.Of(made.RootElement).Select(p => EddsaVectors.Canonical(p));
            Assert.Equal(ProofList.Of(Json($"proof-set-chain/{after}")).Select(p => EddsaVectors.Canonical(p)), proofs);
        }
    }

    private static ProofOptions OptionsOf(JsonElement proof)
    {
        using var document = JsonDocument.Parse($$"""{"proof":{{proof.GetRawText()}}}""");
        var read = new EmbeddedProofReader(proof, "/proof").Read()!;
        return new ProofOptions { Id = read.Id, Created = read.Created, PreviousProof = read.PreviousProof };
    }

    private static async Task<string> SignAsync(string document, SigningKey key, ProofOptions options)
    {
        var did = $"did:key:{key.VerificationKey.ToMultibase()}";
        return Encoding.UTF8.GetString(await new DataIntegritySigner(Rdf.Published()).SignAsync(
            Encoding.UTF8.GetBytes(document), options, new KeySigner(key, $"{did}#{did["did:key:".Length..]}"), CancellationToken.None));
    }

    private static byte[] Hash(JsonElement document, JsonElement proof, IReadOnlyList<JsonElement> matching)
    {
        var suite = Cryptosuites.Find(
            proof.GetProperty("type").GetString(), proof.TryGetProperty("cryptosuite", out var name) ? name.GetString() : null);
        var hashData = new EddsaAlgorithms(Rdf.Published())
            .Hash(suite!.Value, new InputDocument(document, matching), proof, CancellationToken.None, out var fault);
        Assert.Null(fault);
        return hashData!;
    }

    private static string Canonical(JsonDocument document)
    {
        Assert.True(Rdf.Published().TryCanonicalize(document.RootElement, CancellationToken.None, out var nquads, out var fault), fault);
        return Encoding.UTF8.GetString(nquads.Span);
    }
}
