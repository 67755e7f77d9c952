using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials;
using Untp.Credentials.Chains;
using Untp.Credentials.Proofs;

namespace Benchmarks;

/// <summary>
/// A graph of signed credentials out of the samples' forms: 200 products in 6 tiers at 50 sites, made and moved in balance, assessed by
/// approved assessors, every issuer in a register.
/// </summary>
internal sealed class ChainGraphSamples
{
    public const int Credentials = 10_000;
    public const int Products = 200;
    public const int Sites = 50;
    public const int Tiers = 6;
    private const int Makes = 24;
    private const int Inputs = 3;
    private const int Moves = 6;
    private const int KilogramsOfInput = 200;
    private const int KilogramsBought = 300;
    private const int KilogramsMade = (KilogramsOfInput * Inputs) + KilogramsBought;

    private readonly Dictionary<string, JsonNode> _forms = [];
    private readonly Dictionary<Sought, List<KeptCredential>> _index = [];
    private readonly HashSet<string> _issuers = [];

    public List<byte[]> Tokens { get; } = [];

    public IReadOnlyCollection<string> Issuers => _issuers;

    public IReadOnlyDictionary<Sought, List<KeptCredential>> Index => _index;

    /// <summary>The passports at the end of the chain.</summary>
    public static IEnumerable<string> Ends => Enumerable.Range(0, Products).Where(p => p % Tiers == 0).Select(Product);

    public static async Task<ChainGraphSamples> SignAsync()
    {
        var samples = new ChainGraphSamples();
        foreach (var (claims, sought) in samples.All())
        {
            await samples.AddAsync(claims, sought);
        }

        return samples;
    }

    public static SigningKey KeyOf(string did) => SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData(Encoding.UTF8.GetBytes(did)));

    private List<(JsonNode Claims, Sought Sought)> All()
    {
        var all = Authorities().Concat(Enumerable.Range(0, Sites).SelectMany(OfSite))
            .Concat(Enumerable.Range(0, Products).SelectMany(OfProduct)).ToList();
        for (var i = 0; all.Count < Credentials; i++)
        {
            // more certificates of the same products
            all.Add(Certificate(i % Products, 1000 + i));
        }

        return all;
    }

    private IEnumerable<(JsonNode, Sought)> Authorities()
    {
        foreach (var file in new[] { "approved-verifier", "approved-carbon-partner" })
        {
            var approval = Form(file, null, null);
            yield return (approval, new Sought((string)approval["credentialSubject"]!["issuedToParty"]!["id"]!, SoughtKind.Party));
        }

        foreach (var file in new[] { "verifier", "carbon-partner", "alliance" })
        {
            var anchor = Form("identity-anchor-" + file, null, null);
            yield return (anchor, new Sought((string)anchor["credentialSubject"]!["id"]!, SoughtKind.Party));
        }
    }

    private IEnumerable<(JsonNode, Sought)> OfSite(int site)
    {
        var anchor = Form("identity-anchor-mine", $"https://register.example.com/credentials/site-{site}", null);
        anchor["credentialSubject"]!["id"] = Operator(site);
        yield return (anchor, new Sought(Operator(site), SoughtKind.Party));
        var report = Form("site-report-mine", $"https://site{site}.example.com/credentials/report", Operator(site));
        report["credentialSubject"]!["id"] = Facility(site);
        foreach (var claim in report["credentialSubject"]!["performanceClaim"]!.AsArray())
        {
            foreach (var link in claim!["evidence"]!.AsArray())
            {
                var isVerification = ((string)link!["linkURL"]!).Contains("svc", StringComparison.Ordinal);
                link["linkURL"] = isVerification ? Verification(site) : Calculation(site);
            }
        }

        yield return (report, new Sought(Facility(site), SoughtKind.Facility));
        var ofSite = new Sought(Facility(site), SoughtKind.Facility);
        yield return (OfFacility(Form("site-verification-mine", Verification(site), null), site), ofSite);
        yield return (OfFacility(Form("carbon-certificate-mine", Calculation(site), null), site), ofSite);
    }

    private IEnumerable<(JsonNode, Sought)> OfProduct(int product)
    {
        var id = $"https://site{Site(product)}.example.com/credentials/passport-{product}";
        var passport = Form("cathode-passport", id, Operator(Site(product)));
        passport["credentialSubject"]!["id"] = Product(product);
        passport["credentialSubject"]!["producedAtFacility"]!["id"] = Facility(Site(product));
        passport["credentialSubject"]!["performanceClaim"]![0]!["evidence"]![0]!["linkURL"] = Calculation(Site(product));
        passport["credentialSubject"]!["performanceClaim"]![0]!["claimedPerformance"]![0]!["measure"]!["value"] = 31000;
        yield return (passport, new Sought(Product(product), SoughtKind.Product));
        for (var i = 0; i < Inputs; i++)
        {
            yield return Certificate(product, i);
        }

        for (var i = 0; i < Makes; i++)
        {
            yield return (Make(product, i), new Sought(Product(product), SoughtKind.Product));
        }

        foreach (var input in InputsOf(product))
        {
            for (var i = 0; i < Moves; i++)
            {
                yield return (Move(input, product, i), new Sought(Product(input), SoughtKind.Product));
            }
        }
    }

    private (JsonNode, Sought) Certificate(int product, int number)
    {
        var certificate = Form("carbon-certificate-battery", $"https://carbon.example.com/credentials/{product}-{number}", null);
        var assessment = certificate["credentialSubject"]!["conformityAssessment"]![0]!;
        var assessed = assessment["assessedProduct"]![0]!["product"]!.AsObject();
        assessed["id"] = Product(product);
        foreach (var name in new[] { "modelNumber", "batchNumber", "itemNumber" })
        {
            assessed.Remove(name);
        }

        assessment["assessedFacility"]![0]!["facility"]!["id"] = Facility(Site(product));
        certificate["credentialSubject"]!["issuedToParty"]!["id"] = Operator(Site(product));
        return (certificate, new Sought(Product(product), SoughtKind.Product));
    }

    private JsonNode Make(int product, int number)
    {
        var site = Site(product);
        var make = Form("event-3-refined", $"https://site{site}.example.com/credentials/make-{product}-{number}", Operator(site));
        var e = make["credentialSubject"]![0]!;
        e["id"] = $"https://site{site}.example.com/events/make-{product}-{number}";
        e["eventDate"] = "2026-03-01T06:00:00Z";
        e["madeAtFacility"]!["id"] = Facility(site);
        var inputs = InputsOf(product).ToList();
        var form = e["inputProduct"]![0]!;
        var bought = KilogramsMade - (inputs.Count * KilogramsOfInput);
        var ore = Amount(form, $"https://site{site}.example.com/ore", bought);
        e["inputProduct"] = new JsonArray([.. inputs.Select(input => Amount(form, Product(input), KilogramsOfInput)), ore]);
        e["outputProduct"] = new JsonArray(Amount(e["outputProduct"]![0]!, Product(product), KilogramsMade));
        return make;
    }

    private JsonNode Move(int product, int to, int number)
    {
        var site = Site(product);
        var id = $"https://site{site}.example.com/credentials/move-{product}-{to}-{number}";
        var move = Form("event-2-concentrate-moved", id, Operator(site));
        var e = move["credentialSubject"]![0]!;
        e["id"] = $"https://site{site}.example.com/events/move-{product}-{to}-{number}";
        e["eventDate"] = "2026-03-08T06:00:00Z";
        e["fromFacility"]!["id"] = Facility(site);
        e["toFacility"]!["id"] = Facility(Site(to));
        e["movedProduct"] = new JsonArray(Amount(e["movedProduct"]![0]!, Product(product), KilogramsOfInput * Makes / Moves));
        return move;
    }

    private static JsonNode Amount(JsonNode form, string product, int kilograms)
    {
        var amount = form.DeepClone();
        amount["product"]!["id"] = product;
        amount["product"]!.AsObject().Remove("batchNumber");
        amount["quantity"]!["value"] = kilograms;
        return amount;
    }

    private static JsonNode OfFacility(JsonNode certificate, int site)
    {
        certificate["credentialSubject"]!["issuedToParty"]!["id"] = Operator(site);
        foreach (var assessment in certificate["credentialSubject"]!["conformityAssessment"]!.AsArray())
        {
            assessment!["assessedFacility"]![0]!["facility"]!["id"] = Facility(site);
        }

        return certificate;
    }

    private JsonNode Form(string file, string? id, string? issuer)
    {
        if (!_forms.TryGetValue(file, out var form))
        {
            _forms[file] = form = JsonNode.Parse(File.ReadAllBytes(Path.Combine("samples", "chain", file + ".json")))!;
        }

        var claims = form.DeepClone();
        claims["id"] = id ?? (string)claims["id"]!;
        claims["issuer"]!["id"] = issuer ?? (string)claims["issuer"]!["id"]!;
        if (((string)claims["validFrom"]!).StartsWith("2026-03", StringComparison.Ordinal))
        {
            // the order of the tiers is not that of the samples
            claims["validFrom"] = "2026-04-01T00:00:00Z";
        }

        return claims;
    }

    private async Task AddAsync(JsonNode claims, Sought sought)
    {
        var issuer = (string)claims["issuer"]!["id"]!;
        _issuers.Add(issuer);
        using var key = KeyOf(issuer);
        var token = Encoding.ASCII.GetBytes(
            await VcJwt.SignAsync(Encoding.UTF8.GetBytes(claims.ToJsonString()), new KeySigner(key, issuer + "#key-1"), default));
        Tokens.Add(token);
        var kept = new KeptCredential(
            Convert.ToHexStringLower(SHA256.HashData(token)), MediaTypes.VcJwt, _ => ValueTask.FromResult<ReadOnlyMemory<byte>?>(token));
        foreach (var answer in (Sought[])[sought, new Sought((string)claims["id"]!, SoughtKind.Credential)])
        {
            if (!_index.TryGetValue(answer, out var list))
            {
                _index[answer] = list = [];
            }

            list.Add(kept);
        }
    }

    /// <summary>Products of the next tier; none in the last.</summary>
    private static IEnumerable<int> InputsOf(int product)
    {
        var (tier, place) = (product % Tiers, product / Tiers);
        var wide = (Products - tier - 2 + Tiers) / Tiers;
        return tier == Tiers - 1 ? [] : Enumerable.Range(0, Inputs).Select(i => ((place + i) % wide * Tiers) + tier + 1).Distinct();
    }

    private static int Site(int product) => product % Sites;

    private static string Product(int product) => $"https://id.example.com/01/{product}";

    private static string Facility(int site) => $"https://id.example.com/414/{site}";

    private static string Operator(int site) => $"did:web:site{site}.example.com";

    private static string Verification(int site) => $"https://verifier.example.com/credentials/{site}";

    private static string Calculation(int site) => $"https://carbon.example.com/credentials/{site}";
}
