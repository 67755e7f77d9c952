using System.Text.Json;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>
/// <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c>, <c>propertyNames</c> (JSON Schema Core 2020-12 clause
/// 10.3.2) and <c>required</c> (Validation clause 6.5.3): one pass over the members, one look-up a member.
/// </summary>
internal sealed class MembersKeyword(
    IReadOnlyList<NamedMember> named, PatternMember[] patterns, AdditionalMembers? additional, SchemaNode? names, RequiredMembers required)
    : Keyword
{
    private readonly Utf8Map<NamedMember> _named = new([.. named.Select(member => KeyValuePair.Create(member.Name, member))]);

    internal override JsonTypes Applies => JsonTypes.Object;

    /// <summary>Whether what is asked of a member is told by its name as it stands.</summary>
    internal bool IsByName => patterns.Length == 0 && names is null;

    /// <summary>The members that the schema names.</summary>
    internal IReadOnlyList<NamedMember> Named => named;

    /// <summary>What is asked of the others; null is anything.</summary>
    internal SchemaNode? Unnamed => additional?.Schema;

    internal override bool Evaluate(JsonElement instance, ref Evaluation run, EvaluatedSet? seen)
    {
        var valid = true;
        var position = 0;
        var met = required.Words <= MemberPresence.FewWords ? stackalloc ulong[MemberPresence.FewWords] : new ulong[required.Words];
        foreach (var member in instance.EnumerateObject())
        {
            run.Errors?.Enter(member);
            valid &= EvaluateMember(member, position, met, ref run, seen);
            run.Errors?.Leave();
            if (!valid && run.Errors is null)
            {
                return false;
            }

            position++;
        }

        return required.Hold(met, instance, ref run) && valid;
    }

    private bool EvaluateMember(JsonProperty member, int position, Span<ulong> met, ref Evaluation run, EvaluatedSet? seen)
    {
        var name = JsonText.Utf8Name(member);
        var valid = names is null || EvaluateName(names, member, ref run);
        var isEvaluated = false;
        if (_named.TryGet(name, out var known))
        {
            if (known.Required >= 0)
            {
                met[known.Required >> 6] |= 1UL << known.Required;
            }

            isEvaluated = known.Schema is not null;
            valid &= known.Schema?.Evaluate(member.Value, ref run, null) ?? true;
        }

        if (patterns.Length > 0)
        {
            valid &= EvaluatePatterns(name, member.Value, ref run, ref isEvaluated);
        }

        if (!isEvaluated && additional is not null)
        {
            isEvaluated = true;
            valid &= additional.Evaluate(member.Value, ref run);
        }

        if (isEvaluated)
        {
            seen?.Mark(position);
        }

        return valid;
    }

    private bool EvaluatePatterns(ReadOnlySpan<byte> name, JsonElement value, ref Evaluation run, ref bool isEvaluated)
    {
        var valid = true;
        foreach (var (pattern, schema) in patterns)
        {
            if (pattern.IsMatch(name))
            {
                isEvaluated = true;
                valid &= schema.Evaluate(value, ref run, null);
            }
        }

        return valid;
    }

    private static bool EvaluateName(SchemaNode names, JsonProperty member, ref Evaluation run)
    {
        // The evaluator reads JSON values, and a name is none: it becomes one.
        using var name = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(JsonText.Name(member)));
        return names.Evaluate(name.RootElement, ref run, null);
    }
}
