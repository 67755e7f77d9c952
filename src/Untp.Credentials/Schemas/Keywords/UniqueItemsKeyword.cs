using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>uniqueItems</c> (JSON Schema Validation 2020-12 clause 6.4.3), in linear time.</summary>
internal sealed class UniqueItemsKeyword(KeywordSite site) : Keyword
{
    /// <summary>Up to so many items every pair is compared, which allocates nothing.</summary>
    private const int FewItems = 6;

    internal override JsonTypes Applies => JsonTypes.Array;

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("uniqueItems", out _) && source.Boolean("uniqueItems") ? new UniqueItemsKeyword(source.Site("uniqueItems")) : null;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        if (run.Errors is null ? HasNoTwins(instance) : FindTwin(instance) is null)
        {
            return true;
        }

        run.Errors?.Add(site, $"must have no two equal items; item {FindTwin(instance)} (counted from 0) repeats an earlier one");
        return false;
    }

    private static bool HasNoTwins(JsonElement array)
    {
        var count = array.GetArrayLength();
        if (count > FewItems)
        {
            return FindTwin(array) is null;
        }

        for (var i = 1; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (JsonValues.AreEqual(array[i], array[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int? FindTwin(JsonElement array)
    {
        var met = new HashSet<JsonElement>(array.GetArrayLength(), JsonValues.Comparer);
        var position = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (!met.Add(item))
            {
                return position;
            }

            position++;
        }

        return null;
    }
}
