using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>required</c>: counted as bits, one a name.</summary>
internal sealed class RequiredMembers(KeywordSite site, IReadOnlyList<string> names)
{
    /// <summary>How many words of 64 bits it takes.</summary>
    internal int Words { get; } = (names.Count + 63) / 64;

    internal bool Hold(ReadOnlySpan<ulong> met, JsonElement instance, ref Evaluation run)
    {
        var valid = true;
        for (var i = 0; i < names.Count; i++)
        {
            if ((met[i >> 6] & (1UL << i)) != 0)
            {
                continue;
            }

            if (run.Errors is null)
            {
                return false;
            }

            valid = false;
            run.Errors.Add(site, $"must have the member {Found.Quote(names[i], 60)}; found {Members(instance)}");
        }

        return valid;
    }

    private static string Members(JsonElement instance)
    {
        var names = instance.EnumerateObject().Take(13).Select(member => Found.Quote(JsonText.Name(member), 60)).ToList();
        return names.Count == 0 ? "none at all" : $"only {Found.List(names)}";
    }
}
