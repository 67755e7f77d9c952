using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>What one evaluation carries along: on the stack, so that a valid instance costs no allocation.</summary>
internal struct Evaluation
{
    /// <summary>
    /// Schemas within schemas. A document of depth 64 needs about 300 against the deepest schema we know (the metaschema); the stack of
    /// a thread holds many times as many.
    /// </summary>
    internal const int MaxDepth = 512;

    /// <summary>Where errors go; null when only the verdict counts, and the first fault ends it.</summary>
    internal ErrorCollector? Errors;

    /// <summary>The dynamic scope (JSON Schema Core 2020-12 clause 7.1), outermost first; null when no schema looks at it.</summary>
    internal List<SchemaResource>? Scope;

    /// <summary>How many schemas are being evaluated within one another.</summary>
    internal int Depth;

    /// <summary>Depth went beyond the limit: whatever the verdict, it is not to be trusted.</summary>
    internal bool IsTooDeep;

    /// <summary>Whether only the verdict counts, and no schema looks at the dynamic scope.</summary>
    internal readonly bool IsBare => Errors is null && Scope is null;

    /// <summary>
    /// Tries a schema that may fail without failing the whole: what it marks as evaluated counts only when it holds
    /// (JSON Schema Core 2020-12 clause 7.7.1.2).
    /// </summary>
    internal bool Try(SchemaNode schema, JsonElement instance, EvaluatedSet? seen, ErrorCollector? errors)
    {
        var outer = Errors;
        var own = seen?.Fresh();
        Errors = errors;
        var holds = schema.Evaluate(instance, ref this, own);
        Errors = outer;
        if (holds && own is not null)
        {
            seen!.Add(own);
        }

        return holds;
    }
}
