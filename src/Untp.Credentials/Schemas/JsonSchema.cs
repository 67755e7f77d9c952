using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// A compiled schema (JSON Schema 2020-12). Read-only and safe to share between threads. Made by <see cref="JsonSchemaCompiler"/>.
/// </summary>
public sealed class JsonSchema
{
    private readonly SchemaNode _root;
    private readonly bool _usesDynamicScope;

    internal JsonSchema(SchemaNode root, bool usesDynamicScope)
    {
        _root = root;
        _usesDynamicScope = usesDynamicScope;
    }

    /// <summary>
    /// Whether the instance follows the schema. Allocates nothing for ordinary input. An instance that would need more than
    /// <see cref="Evaluation.MaxDepth"/> nested evaluations does not follow it.
    /// </summary>
    /// <param name="instance">A value of a document that is not disposed.</param>
    public bool IsValid(JsonElement instance)
    {
        var run = Start(instance);
        return _root.Evaluate(instance, ref run, null) && !run.IsTooDeep;
    }

    /// <summary>Says how the instance does not follow the schema; empty when it does.</summary>
    /// <param name="instance">A value of a document that is not disposed.</param>
    /// <param name="maxErrors">How many errors are told; where there are more, one further entry counts the rest.</param>
    public IReadOnlyList<SchemaError> Evaluate(JsonElement instance, int maxErrors = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxErrors, 1);
        return IsValid(instance) ? [] : FindErrors(instance, maxErrors);
    }

    /// <summary>The same, the bare verdict not asked first.</summary>
    internal IReadOnlyList<SchemaError> FindErrors(JsonElement instance, int maxErrors)
    {
        var errors = new ErrorCollector(maxErrors);
        var run = Start(instance);
        run.Errors = errors;
        _root.Evaluate(instance, ref run, null);
        return run.IsTooDeep ? [TooDeep()] : errors.ToList(_root.Location);
    }

    private Evaluation Start(JsonElement instance)
    {
        if (instance.ValueKind == JsonValueKind.Undefined)
        {
            throw new ArgumentException("there is no value to evaluate", nameof(instance));
        }

        return new Evaluation { Scope = _usesDynamicScope ? [] : null };
    }

    private SchemaError TooDeep() =>
        new("", _root.Location, "", $"the document cannot be checked: schemas refer to one another more than {Evaluation.MaxDepth} deep");
}
