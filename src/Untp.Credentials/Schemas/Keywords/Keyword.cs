using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>One compiled keyword, or a few that are evaluated together. Read-only.</summary>
internal abstract class Keyword
{
    /// <summary>The kinds of value that it looks at; it holds for all others.</summary>
    internal virtual JsonTypes Applies => JsonTypes.All;

    /// <summary>The schemas that it applies to the very instance and not to a part: what could go round in a circle.</summary>
    internal virtual IEnumerable<SchemaNode> InPlace => [];

    /// <summary>Whether the instance, of a kind that applies, follows. Tells errors where somebody gathers them.</summary>
    internal abstract bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen);
}

/// <summary>A keyword that looks at the value alone.</summary>
internal abstract class Assertion(KeywordSite site) : Keyword
{
    /// <summary>What is asked, after the name of the member: "must be ...".</summary>
    protected abstract string Expectation { get; }

    internal sealed override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        if (Holds(instance))
        {
            return true;
        }

        run.Errors?.Add(site, Expectation, instance);
        return false;
    }

    protected abstract bool Holds(JsonElement instance);
}
