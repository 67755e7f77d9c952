using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>What both unevaluated* keywords do with a part that nothing else evaluated.</summary>
internal static class Unevaluated
{
    internal static bool Evaluate(KeywordSite site, SchemaNode schema, JsonElement value, ref Evaluation run)
    {
        if (!schema.IsNever)
        {
            return schema.Evaluate(value, ref run, null);
        }

        run.Errors?.Add(site, "is not allowed here: no part of the schema knows it");
        return false;
    }
}
