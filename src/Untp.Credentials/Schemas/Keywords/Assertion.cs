using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

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
