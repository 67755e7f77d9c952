using System.Text;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>
/// Credentials of nearly a megabyte under known contexts that are made to cost in one check or another. Each carries a proof of an RDF
/// suite, so that nothing of them is spared; the proof is well formed and holds for nothing.
/// </summary>
internal static class HostileCredentials
{
    public const string Issuer = "did:key:z6MkmB41HiChLTLG3D16q5ABSf2otgKeDtkRGHESCMSGCz6d";

    private const int Size = 950_000;
    private const string Padding = "0123456789012345678901234567";
    private const string V2 = "'https://www.w3.org/ns/credentials/v2'";
    private const string Untp070 = "'https://vocabulary.uncefact.org/untp/0.7.0/context/'";
    private const string Dcc061 = "'https://test.uncefact.org/vocabulary/untp/dcc/0.6.1/'";

    public static IEnumerable<(string Name, string Json)> All() =>
    [
        ("blank nodes that are alike", Claims(_ => "{'type':['Claim'],'name':'x'}")),
        ("blank nodes that are alike, as many as are read", Claims(_ => $"{{'type':['Claim'],'name':'{Padding}'}}")),
        ("blank nodes that differ, as many as are read", Claims(i => $"{{'type':['Claim'],'name':'{i}{Padding}'}}")),
        ("trees of blank nodes that are alike", Claims(_ => Tree(9))),
        ("one id in many places, each in other words", Claims(i => $"{{'id':'urn:x','n{i}':1}}")),
        ("one id within itself", Claims(i => Within(i, 40))),
        ("words that nobody defined", Passport(Fill(i => $"'w{i}':{i}"))),
        ("names spelt as IRIs", Passport(Fill(i => $"'untp:w{i}':{i}"))),
        ("types of one node", Passport($"'performanceClaim':[{{'type':[{Fill(i => $"'T{i}'")}]}}]")),
        ("types of the credential", Credential(Untp070, Fill(i => $"'T{i}'"), "'name':'x'")),
        ("numbers of a set", Claims(i => $"{i}")),
        ("texts where numbers belong", Passport($"'materialProvenance':[{Fill(_ => "{'type':['Material'],'massFraction':'1'}")}]")),
        ("ids with a prefix", Claims(i => $"{{'id':'untp:x{i}','name':'x'}}")),
        ("empty arrays", Passport(Fill(i => $"'w{i}':[]"))),
        ("keywords", Passport(Fill(i => $"'@w{i}':1"))),
        (
            "a long name above many, and a keyword",
            Passport($"'{new string('n', Size / 2)}':{{{Fill(i => $"'w{i}':1", Size / 2)},'@id':1}}")),
        ("words with two meanings", Attestation(Fill(_ => "{'type':['ConformityAssessment'],'auditor':{'name':'x'}}"))),
        ("one context many times, and one that is none", Credential($"{Untp070},{{}},{Fill(_ => V2)}", "'T'", "'name':'x'")),
        (
            "contexts that are not known",
            Credential(Fill(i => $"'https://vocabulary.uncefact.org/untp/0.{i}.0/context/'"), "'T'", "'name':'x'")),
    ];

    private static string Claims(Func<int, string> claim) => Passport($"'performanceClaim':[{Fill(claim)}]");

    private static string Passport(string subject) => Credential(Untp070, "'DigitalProductPassport'", subject, "'Product'");

    private static string Attestation(string assessments) =>
        Credential(Dcc061, "'DigitalConformityCredential'", $"'assessment':[{assessments}]", "'ConformityAttestation'");

    private static string Credential(string contexts, string types, string subject, string subjectType = "'Product'") =>
        $$"""
        {'@context':[{{V2}},{{contexts}}],'type':[{{types}},'VerifiableCredential'],'id':'urn:x:1','issuer':{'id':'{{Issuer}}'},
        'credentialSubject':{'type':[{{subjectType}}],'id':'urn:x:2',{{subject}}},
        'proof':{'type':'DataIntegrityProof','cryptosuite':'eddsa-rdfc-2022','created':'2026-01-01T00:00:00Z',
        'verificationMethod':'{{Issuer}}#{{Issuer["did:key:".Length..]}}','proofPurpose':'assertionMethod',
        'proofValue':'z3zcyCVehTrrcvxJaaXd7uhk6tuv3vAnTB2VBPTp3W52jziVxdVNH8KCaVYvzkpRJqmwmn81XZkhrzbnuF66eq1NP'}
        }
        """.Replace('\'', '"');

    private static string Fill(Func<int, string> part, int size = Size)
    {
        var text = new StringBuilder(size + 1000);
        for (var i = 0; text.Length < size; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(part(i));
        }

        return text.ToString();
    }

    private static string Tree(int depth) =>
        depth == 0 ? "{'name':'x'}" : $"{{'name':'x','referenceCriteria':[{Tree(depth - 1)},{Tree(depth - 1)}]}}";

    private static string Within(int number, int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"{{'id':'urn:x','n{number % 3}':{i},'a':"))
        + "1" + new string('}', depth);
}
