namespace Untp.Credentials.Schemas;

/// <summary>
/// Refuses schemas that apply themselves to the same instance again and again (JSON Schema Core 2020-12 clause 9.4.1), such as
/// <c>{"$ref": "#"}</c>. A circle that leads into a part of the instance ends with the instance. One that only a <c>$dynamicRef</c>
/// closes depends on where evaluation began; <see cref="Evaluation.MaxDepth"/> ends it.
/// </summary>
internal static class ReferenceCircles
{
    internal static void Refuse(IEnumerable<SchemaNode> nodes)
    {
        var done = new HashSet<SchemaNode>();
        var open = new HashSet<SchemaNode>();
        var stack = new Stack<(SchemaNode Node, bool IsLeaving)>();
        foreach (var start in nodes)
        {
            stack.Push((start, false));
            while (stack.TryPop(out var step))
            {
                if (step.IsLeaving)
                {
                    open.Remove(step.Node);
                    done.Add(step.Node);
                }
                else if (open.Contains(step.Node))
                {
                    throw new JsonSchemaException(step.Node.Location, "the schema refers back to itself for the same value, without end");
                }
                else if (!done.Contains(step.Node))
                {
                    open.Add(step.Node);
                    stack.Push((step.Node, true));
                    foreach (var next in step.Node.Keywords.SelectMany(keyword => keyword.InPlace))
                    {
                        stack.Push((next, false));
                    }
                }
            }
        }
    }
}
