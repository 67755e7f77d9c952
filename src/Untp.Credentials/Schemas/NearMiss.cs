namespace Untp.Credentials.Schemas;

/// <summary>Finds the name that may have been meant by one that is written almost so.</summary>
internal static class NearMiss
{
    private const int Longest = 64;
    private const int Most = 2;

    /// <summary>The name that differs least, in case only or in one letter of four and two at most; null when there is none.</summary>
    internal static string? Of(string name, IEnumerable<string> names) =>
        name.Length > Longest
            ? null
            : names.Where(other => other != name && Math.Abs(other.Length - name.Length) <= Most)
                .Select(other => (Name: other, Distance: Distance(name.ToUpperInvariant(), other.ToUpperInvariant())))
                .Where(other => other.Distance <= Math.Min(Most, Math.Min(name.Length, other.Name.Length) / 4))
                .OrderBy(other => other.Distance).Select(other => other.Name).FirstOrDefault();

    /// <summary>How many letters are put in, left out, written otherwise or swapped with the next.</summary>
    private static int Distance(string one, string other)
    {
        var costs = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                costs[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Cheapest(costs, one, other, i, j);
            }
        }

        return costs[one.Length, other.Length];
    }

    private static int Cheapest(int[,] costs, string one, string other, int i, int j)
    {
        var replaced = costs[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
        var cheapest = Math.Min(replaced, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
        var areSwapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
        return areSwapped ? Math.Min(cheapest, costs[i - 2, j - 2] + 1) : cheapest;
    }
}
