using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary><c>additionalProperties</c>: what is asked of members that no other keyword names; null is anything.</summary>
internal sealed class AdditionalMembers(KeywordSite site, SchemaNode? schema, IReadOnlyList<string> known)
{
    internal SchemaNode? Schema => schema;

    internal bool Evaluate(JsonElement value, ref Evaluation run)
    {
        if (schema is null)
        {
            return true;
        }

        if (!schema.IsNever)
        {
            return schema.Evaluate(value, ref run, null);
        }

        run.Errors?.Add(site, $"is not allowed here{Hint(run.Errors.Member)}");
        return false;
    }

    private string Hint(string name) =>
        NearMiss.Of(name, known) is { } meant ? $"; {Found.Quote(meant, 60)} may be meant"
        : known.Count == 0 ? ""
        : $"; allowed are {Found.List([.. known.Select(allowed => Found.Quote(allowed, 60))])}";
}
