using System.Text.Json;
using Untp.Credentials.Schemas.Keywords;
using Untp.Credentials.Schemas.Patterns;

namespace Untp.Credentials.Schemas;

/// <summary>
/// Compiles schemas and all that they refer to, each once, however many refer to it. A schema is made when something first refers to it
/// and completed later, from a queue: so circles of references are no special case, and long chains cost no stack.
/// </summary>
internal sealed class Compilation(SchemaResources resources, JsonSchemaOptions options)
{
    private readonly Dictionary<(SchemaResource Resource, string Pointer), SchemaNode> _nodes = [];
    private readonly Queue<(SchemaNode Node, SchemaLocation Place)> _pending = [];
    private readonly List<SchemaNode> _fresh = [];
    private readonly Dictionary<SchemaResource, Dialect> _dialects = [];
    private readonly Dictionary<string, EcmaPattern> _patterns = [];
    private readonly List<DynamicRefKeyword> _dynamicRefs = [];

    internal SchemaResources Resources { get; } = resources;

    internal JsonSchemaOptions Options { get; } = options;

    internal JsonSchema Run(SchemaLocation place)
    {
        var root = Node(place);
        do
        {
            while (_pending.TryDequeue(out var next))
            {
                Complete(next.Node, next.Place);
            }
        }
        while (AddDynamicTargets());

        ReferenceCircles.Refuse(_fresh);
        _fresh.Clear();
        return new JsonSchema(root, _dynamicRefs.Count > 0);
    }

    internal SchemaNode Node(SchemaLocation place)
    {
        if (!_nodes.TryGetValue((place.Resource, place.Pointer), out var node))
        {
            node = new SchemaNode(place);
            _nodes.Add((place.Resource, place.Pointer), node);
            _fresh.Add(node);
            _pending.Enqueue((node, place));
            if (place.Element.ValueKind == JsonValueKind.False)
            {
                node.BecomeNever();
            }
        }

        return node;
    }

    internal DynamicRefKeyword DynamicReference(string anchor, SchemaNode initial)
    {
        var keyword = new DynamicRefKeyword(anchor, initial);
        _dynamicRefs.Add(keyword);
        return keyword;
    }

    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    internal EcmaPattern Pattern(string source)
    {
        if (!_patterns.TryGetValue(source, out var pattern))
        {
            pattern = EcmaPattern.Compile(source);
            _patterns.Add(source, pattern);
        }

        return pattern;
    }

    private void Complete(SchemaNode node, SchemaLocation place)
    {
        switch (place.Element.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                node.Complete([]);
                break;
            case JsonValueKind.Object:
                var source = new SchemaSource(place, DialectOf(place.Resource), this);
                node.Complete([.. KeywordReaders.All.Select(read => read(source)).OfType<Keyword>()]);
                break;
            default:
                throw new JsonSchemaException(
                    place.ToString(), $"a schema is an object, true or false; found {Found.Describe(place.Element)}");
        }
    }

    private Dialect DialectOf(SchemaResource resource)
    {
        if (!_dialects.TryGetValue(resource, out var dialect))
        {
            dialect = Dialect.Of(resource, Resources);
            _dialects.Add(resource, dialect);
        }

        return dialect;
    }

    /// <summary>
    /// Any resource that has been reached may come to be in the dynamic scope: where it has the anchor that a <c>$dynamicRef</c> asks
    /// for, the schema there is compiled too, and may reach further resources. False when there was nothing to add.
    /// </summary>
    private bool AddDynamicTargets()
    {
        var reached = _nodes.Keys.Select(key => key.Resource).Distinct().ToList();
        var added = false;
        foreach (var reference in _dynamicRefs)
        {
            foreach (var resource in reached.Where(resource => resource.DynamicAnchors.Contains(reference.Anchor)))
            {
                added |= reference.AddTarget(resource, Node(resource.Anchors[reference.Anchor]));
            }
        }

        return added;
    }
}
