namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>The names that the published linkset schema takes for link relations.</summary>
internal static class LinkRelations
{
    /// <summary>As it stands in the published file, in JSON's spelling.</summary>
    public const string AsPublished =
        @"(?!(anchor|itemDescription|description))^([a-z-]+$)|(^https?:\\/\\/[a-zA-Z0-9./]+$)";

    private const string Letters = "abcdefghijklmnopqrstuvwxyz-";

    /// <summary>
    /// The same without looking ahead: a name that is no more than a beginning of <c>anchor</c> or <c>description</c>, or departs from it.
    /// </summary>
    public static string Pattern { get; } =
        $"^({string.Join('|', Departures("anchor").Concat(Departures("description")).Append($"{Not("ad")}{Any}"))})$"
        + "|^https?://[a-zA-Z0-9./]+$";

    private static string Any => $"[{Letters}]*";

    private static IEnumerable<string> Departures(string word) =>
        Enumerable.Range(1, word.Length - 1).Select(i => $"{word[..i]}({Not(word[i..(i + 1)])}{Any})?");

    private static string Not(string letters) => $"[{string.Concat(Letters.Except(letters))}]";
}
