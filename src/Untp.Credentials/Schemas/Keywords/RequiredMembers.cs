using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>required</c>: counted as bits, one a name.</summary>
internal sealed class RequiredMembers(KeywordSite site, IReadOnlyList<string> names)
{
    /// <summary>As many are looked at for a report.</summary>
    private const int MostNames = 100;

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
            Report(names[i], instance, run.Errors);
        }

        return valid;
    }

    private void Report(string name, JsonElement instance, ErrorCollector errors) =>
        errors.Add(site, $"must have the member {Found.Quote(name, 60)}", instance, found => Describe(found, name));

    private string Describe(JsonElement instance, string missing)
    {
        var found = instance.EnumerateObject().Take(MostNames).Select(JsonText.Name).ToList();
        return NearMiss.Of(missing, found.Except(names)) is { } meant
            ? $"{Found.Quote(meant, 60)}, which may be meant for it"
            : found.Count == 0 ? "none at all"
            : $"only {Found.List([.. found.Select(name => Found.Quote(name, 60))])}";
    }
}
