using System.Text.Json;
using Untp.Credentials.Schemas.Keywords;

namespace Untp.Credentials.Schemas;

/// <summary>
/// What a schema asks of one value together with those that it refers to in place: for the bare verdict, where nobody asks which of them
/// is not followed. Types are put together of others by <c>$ref</c>; here the members of an object are gone through once, not once a part.
/// </summary>
internal sealed class VerdictPlan
{
    private readonly TypeKeyword[] _types;
    private readonly Keyword[][] _byKind = new Keyword[8][];

    /// <summary>The plan of a schema that is complete, as are those that it refers to.</summary>
    internal VerdictPlan(SchemaNode schema)
    {
        var parts = new Parts();
        parts.Add(schema);
        _types = [.. parts.Types.DistinctBy(type => type.Types)];
        IReadOnlyList<Keyword> keywords = [.. parts.MergeMembers(), .. parts.Others];
        for (var kind = 0; kind < _byKind.Length; kind++)
        {
            _byKind[kind] = [.. keywords.Where(keyword => keyword.Applies.Holds((JsonValueKind)kind))];
        }
    }

    internal bool Holds(JsonElement instance, ref Evaluation run)
    {
        var kind = instance.ValueKind;
        foreach (var type in _types)
        {
            if (!type.Types.Holds(kind, instance))
            {
                return false;
            }
        }

        foreach (var keyword in _byKind[(int)kind])
        {
            if (!keyword.Evaluate(instance, ref run, null))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The keywords of all the schemas that are one value's.</summary>
    private sealed class Parts
    {
        /// <summary>So many schemas are taken together; those beyond are evaluated as the references to them say.</summary>
        private const int Most = 64;

        private readonly HashSet<SchemaNode> _schemas = [];
        private readonly List<MembersKeyword> _members = [];

        public List<TypeKeyword> Types { get; } = [];

        public List<Keyword> Others { get; } = [];

        public void Add(SchemaNode schema)
        {
            if (!_schemas.Add(schema))
            {
                return;
            }

            foreach (var keyword in schema.Keywords)
            {
                switch (keyword)
                {
                    case TypeKeyword type:
                        Types.Add(type);
                        break;
                    case MembersKeyword { IsByName: true } members:
                        _members.Add(members);
                        break;
                    case RefKeyword or AllOfKeyword when _schemas.Count < Most && keyword.InPlace.All(part => part.HasPlan):
                        keyword.InPlace.ToList().ForEach(Add);
                        break;
                    default:
                        Others.Add(keyword);
                        break;
                }
            }
        }

        public List<Keyword> MergeMembers() =>
            _members.Count == 0 ? [] : MergedMembers.TryMerge(_members) is { } merged ? [merged] : [.. _members];
    }
}
