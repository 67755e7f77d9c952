using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// <c>$dynamicRef</c> (JSON Schema Core 2020-12 clause 8.2.3.2) to a <c>$dynamicAnchor</c>: the outermost resource of the dynamic scope
/// that has an anchor of that name decides.
/// </summary>
internal sealed class DynamicRefKeyword(string anchor, SchemaNode initial) : Keyword
{
    private readonly Dictionary<SchemaResource, SchemaNode> _targets = [];

    internal string Anchor { get; } = anchor;

    internal override IEnumerable<SchemaNode> InPlace => _targets.Count > 1 ? [] : [initial];

    internal static Keyword? Read(SchemaSource source) =>
        source.TryGet("$dynamicRef", out _) ? source.DynamicReference("$dynamicRef") : null;

    /// <summary>While compiling: a resource that may come to be in the dynamic scope has an anchor of that name.</summary>
    /// <returns>False when that was known.</returns>
    internal bool AddTarget(SchemaResource resource, SchemaNode target) => _targets.TryAdd(resource, target);

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        foreach (var resource in run.Scope!)
        {
            if (_targets.TryGetValue(resource, out var target))
            {
                return target.Evaluate(instance, ref run, seen);
            }
        }

        return initial.Evaluate(instance, ref run, seen);
    }
}
