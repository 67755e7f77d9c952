using System.Text.Json;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>Lists vector files as rows of theories. A theory has rows, so an absent folder gives one, which skips.</summary>
internal static class SignatureVectors
{
    /// <summary>The row that stands for absent reference data.</summary>
    public const string Absent = "absent";

    /// <summary>Every test of a Wycheproof file with its group.</summary>
    public static IEnumerable<(JsonElement Group, JsonElement Test)> Wycheproof(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"vectors/wycheproof/{file}")));
        var root = document.RootElement.Clone();
        return root.GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray().Select(test => (group, test)));
    }

    /// <summary>The names of a Wycheproof file's tests: number and comment.</summary>
    public static IEnumerable<string> WycheproofNames(string file) =>
        Shared.IsPresent ? Wycheproof(file).Select(row => Name(row.Test)) : [Absent];

    /// <summary>The test of that name.</summary>
    public static (JsonElement Group, JsonElement Test) WycheproofTest(string file, string name) =>
        Wycheproof(file).First(row => Name(row.Test) == name);

    public static byte[] Hex(JsonElement owner, string member) => Convert.FromHexString(owner.GetProperty(member).GetString()!);

    private static string Name(JsonElement test) =>
        $"{test.GetProperty("tcId").GetInt32()} {test.GetProperty("comment").GetString()}".Trim();
}
