using System.Text.Json;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>The members of an object that decide what the others mean. One for types is the rule; a list is made for more.</summary>
internal struct TypeMembers
{
    private JsonProperty _only;

    public bool HasContext;

    public JsonProperty Context;

    public int Count { get; private set; }

    public List<JsonProperty>? All { get; private set; }

    public readonly JsonProperty First => All is null ? _only : All[0];

    public void Add(JsonProperty member)
    {
        if (Count++ > 0)
        {
            All ??= [_only];
            All.Add(member);
        }

        _only = member;
    }
}
