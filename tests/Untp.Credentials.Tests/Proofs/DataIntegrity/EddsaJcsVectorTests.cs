using System.Text;
using System.Text.Json;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EddsaVectors;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>The published test vectors of <c>eddsa-jcs-2022</c>, step by step.</summary>
public class EddsaJcsVectorTests
{
    private const string Folder = "eddsa-jcs-2022";

    private static readonly EddsaAlgorithms s_algorithms = new(Rdf.None);

    [Fact]
    public void Reproduces_the_canonical_document() =>
        Assert.Equal(Text($"{Folder}/canonDocJCS.txt"), Canonical(Json($"{Folder}/signedJCS.json"), name => name == "proof"));

    [Fact]
    public void Reproduces_the_canonical_proof_configuration()
    {
        Assert.Equal(Text($"{Folder}/proofCanonJCS.txt"), Canonical(Proof(), name => name == "proofValue"));
        Assert.Equal(Text($"{Folder}/proofCanonJCS.txt"), Canonical(Json($"{Folder}/proofConfigJCS.json")));
    }

    [Fact]
    public void Reproduces_both_hashes_and_their_combination()
    {
        var hashData = Convert.ToHexStringLower(HashData());
        Assert.Equal(Text($"{Folder}/combinedHashJCS.txt"), hashData);
        Assert.Equal(Text($"{Folder}/proofHashJCS.txt") + Text($"{Folder}/docHashJCS.txt"), hashData);
    }

    [Fact]
    public void Reproduces_the_signature_and_verifies_it()
    {
        using var key = Key();
        var signature = key.Sign(HashData());
        Assert.Equal(Text($"{Folder}/sigHexJCS.txt"), Convert.ToHexStringLower(signature));
        Assert.Equal(Text($"{Folder}/sigBTC58JCS.txt"), Multibase.Encode(signature));
        Assert.True(EddsaAlgorithms.Verify(key.VerificationKey, HashData(), signature));
        Assert.Equal(Proof().GetProperty("proofValue").GetString(), Multibase.Encode(signature));
    }

    /// <summary>The members of our proof stand in another order, which canonical JSON does not see.</summary>
    [Fact]
    public async Task Makes_the_signed_document()
    {
        using var key = Key();
        var did = $"did:key:{key.VerificationKey.ToMultibase()}";
        var signed = await new DataIntegritySigner(Rdf.None).SignAsync(
            Encoding.UTF8.GetBytes(Text("unsigned.json")),
            EmbeddedWorld.Jcs with { Created = new DateTimeOffset(2023, 2, 24, 23, 36, 38, TimeSpan.Zero) },
            new KeySigner(key, $"{did}#{did["did:key:".Length..]}"),
            CancellationToken.None);
        using var made = JsonDocument.Parse(signed);
        Assert.Equal(Canonical(Json($"{Folder}/signedJCS.json")), Canonical(made.RootElement));
    }

    private static JsonElement Proof() => Json($"{Folder}/signedJCS.json").GetProperty("proof");

    private static byte[] HashData()
    {
        var hashData = s_algorithms.Hash(
            Cryptosuite.EddsaJcs2022, new InputDocument(Json($"{Folder}/signedJCS.json"), []), Proof(), CancellationToken.None, out var fault);
        Assert.Null(fault);
        return hashData!;
    }
}
