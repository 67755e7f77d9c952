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
