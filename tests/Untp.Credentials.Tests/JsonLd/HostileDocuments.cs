using System.Text;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>Documents of a megabyte that are made to cost: contexts within contexts, scopes within scopes, thousands of terms.</summary>
internal static class HostileDocuments
{
    private const int Size = 1_000_000;
    private const int Depth = 60;
    private const string V2 = "https://www.w3.org/ns/credentials/v2";
    private const string Untp = "https://vocabulary.uncefact.org/untp/0.7.0/context/";

    /// <summary>Each with its name, and whether a limit refuses it (else it is processed, at the cost of its size).</summary>
    public static IEnumerable<(string Name, string Json, bool IsRefused)> All() =>
    [
        ("one inline context of many terms", Json("{'@context':{#},'t1':1}", Fill(i => $"'t{i}':'x:{i}'")), true),
        (
            "one inline context that redefines terms",
            Json("{'@context':[#],'t1':1}", Fill(i => "{'t" + i % 9 + "':{'@id':'x:" + i + "','@context':{'u':'x:u'}}}")),
            true),
        (
            "an inline context in every node",
            Json($"{{'@context':['{V2}','{Untp}'],'@graph':[#]}}", Fill(i => "{'@context':{'t" + i + "':'x:y'},'t" + i + "':1}")),
            true),
        (
            "an inline context in every node that imports a large one",
            Json("{'@graph':[#]}", Fill(i => "{'@context':{'@import':'" + Untp + "','t" + i + "':'x:y'},'t" + i + "':1}")),
            true),
        ("the same context many thousand times", Json("{'@context':[#],'name':'x'}", Fill(_ => $"'{Untp}'")), false),
        (
            "a known context after each inline one",
            Json("{'@context':[#],'name':'x'}", Fill(i => "{'t" + i + "':'x:y'},'" + Untp + "'")),
            true),
        ("scoped contexts within one another", Json($"{{'@context':{Nested()},'@graph':[#]}}", Fill(_ => NestedUse())), true),
        ("types with a scoped context each", Json($"{{'@context':{{#}},'@type':[{Fill(i => $"'T{i}'", Size / 8)}]}}", TypeTerms()), true),
        (
            "scopes of the published contexts within one another",
            Json($"{{'@context':['{V2}','{Untp}'],'type':['DigitalProductPassport'],'credentialSubject':[#]}}", Fill(Scopes)),
            false),
        ("many members of one node", Json("{'@context':{'@vocab':'x:'},#}", Fill(i => $"'p{i}':{i}")), true),
        ("many equal statements", Json("{'@context':{'@vocab':'x:'},'@id':'x:y','p':[#]}", Fill(_ => "1")), true),
        ("many nodes of one name", Json("{'@context':{'@vocab':'x:'},'@graph':[#]}", Fill(i => "{'@id':'x:y','p':" + i + "}")), false),
        ("many empty nodes", Json("{'@context':{'@vocab':'x:'},'p':[#]}", Fill(_ => "{}")), true),
        ("lists of lists", Json("{'@context':{'p':{'@id':'x:p','@container':'@list'}},'p':[#]}", Fill(_ => "[[[]]]")), true),
        ("arrays within arrays", Json("{'@context':{'@vocab':'x:'},'p':[#]}", Fill(_ => Deep("[", "]"))), false),
        ("nests within nests", Json("{'@context':{'@vocab':'x:','n':'@nest'},'n':[#]}", Fill(_ => Deep("{'n':", "}", "{'p':1}"))), false),
    ];

    private static string TypeTerms() =>
        Fill(i => "'T" + i + "':{'@id':'x:" + i + "','@context':{'a" + i + "':'x:a','b" + i + "':'x:b'}}", Size * 7 / 8);

    private static string Json(string frame, string filling) => frame.Replace("#", filling, StringComparison.Ordinal).Replace('\'', '"');

    private static string Fill(Func<int, string> part, int size = Size)
    {
        var text = new StringBuilder(size + 1000);
        for (var i = 0; text.Length < size; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(part(i));
        }

        return text.ToString();
    }

    private static string Deep(string open, string close, string core = "") =>
        string.Concat(Enumerable.Repeat(open, Depth - 5)) + core + string.Concat(Enumerable.Repeat(close, Depth - 5));

    /// <summary>Each scope redefines every term, so that no context is like another.</summary>
    private static string Nested()
    {
        var context = "{}";
        for (var i = 0; i < 28; i++)
        {
            context = "{'a':{'@id':'x:a" + i + "','@context':" + context + "},'b':'x:b" + i + "','c" + i + "':'x:c'}";
        }

        return context;
    }

    private static string NestedUse() => string.Concat(Enumerable.Repeat("{'b':1,'a':", 50)) + "1" + new string('}', 50);

    /// <summary>Properties and types of UNTP, each with a scope of its own, in ever other orders.</summary>
    private static string Scopes(int i)
    {
        string[] properties =
            ["producedAtFacility", "idScheme", "relatedParty", "performanceClaim", "packaging", "dimensions", "countryOfProduction"];
        string[] types = ["Product", "Facility", "Party", "Claim", "Package", "Dimension", "IdentifierScheme", "Measure"];
        var text = new StringBuilder();
        for (var level = 0; level < 25; level++)
        {
            var turn = i * 31 + level * 7 + i / 7;
            text.Append($"{{'type':['{types[turn % 8]}','{types[turn / 8 % 8]}'],'{properties[turn % 7]}':");
        }

        return text.Append("{}").Append('}', 25).ToString();
    }
}
