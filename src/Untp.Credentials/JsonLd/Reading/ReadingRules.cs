using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Expansion;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>
/// What is signed is what is read: an RDF suite signs statements, the program reads members by their names. Whatever leaves the statements
/// as they are and reads differently is a fault. The document is to be in compacted form as regards its own contexts, each name, type and
/// value in the one way in which it is read, and each thing described in the place where it is read. Looks at documents whose shape
/// <see cref="PlainForm"/> has let pass.
/// </summary>
internal sealed partial class ReadingRules(CompiledContexts contexts, ProcessingRun run, SharedWords words)
{
    private const int MaxFindings = 10;

    /// <summary>Other ways to say what a plain member says, in which names or their order are not signed.</summary>
    private const Containers Maps = Containers.Id | Containers.Index | Containers.Language | Containers.Type;

    private readonly TypeScoping _scoping = new(contexts, run);
    private readonly List<Misreading> _faults = [];
    private readonly List<Misreading> _notes = [];
    private Mentions? _mentions;

    /// <summary>What was found so far.</summary>
    public ReadingReport Report => new(_faults, _notes);

    /// <summary>Looks at a whole document; its proofs are read strictly elsewhere.</summary>
    /// <exception cref="JsonLdException">JSON-LD refuses the document.</exception>
    public void Read(JsonElement document)
    {
        var active = contexts.Start(run);
        if (document.TryGetProperty("@context"u8, out var context))
        {
            active = contexts.Apply(active, context, run);
        }

        _mentions = new Mentions(document);
        ReadMembers(active, document, Place.Credential);
    }

    private void ReadMembers(ActiveContext active, JsonElement element, Place place)
    {
        var scoped = _scoping.ApplyTypes(active, TypeScoping.FindTypes(active, element));
        string? id = null;
        var count = 0;
        foreach (var member in element.EnumerateObject())
        {
            if (_faults.Count >= MaxFindings)
            {
                return;
            }

            count++;
            if (place == Place.Credential && (member.NameEquals("@context"u8) || member.NameEquals("proof"u8)))
            {
                continue;
            }

            run.Enter(member);
            id = ReadMember(active, scoped, member, place) ?? id;
            run.Leave();
        }

        if (id is not null && count > 1)
        {
            var (fault, note) = _mentions!.Take(id, element, place);
            Fault(fault);
            Note(note);
        }
    }

    /// <summary>The object's id, where the member is that.</summary>
    private string? ReadMember(ActiveContext typeScoped, ActiveContext active, JsonProperty member, Place place)
    {
        var definition = active.Find(JsonText.Utf8Name(member));
        switch (definition?.Keyword)
        {
            case null:
                ReadUndefined(active, member);
                return null;
            case Keyword.None:
                ReadProperty(active, definition, member, place);
                return null;
            case Keyword.Id when member.NameEquals("id"u8):
                return ReadId(active, member.Value);
            case Keyword.Type when member.NameEquals("type"u8):
                ReadTypes(typeScoped, member.Value);
                return null;
            default:
                Fault($"{Excerpt.Of(member.Name)} is another name for {definition.Iri}, and could hide what is read by name");
                return null;
        }
    }

    /// <summary>A name that no context defines; if the vocabulary mapping catches it, it may have become that of a term.</summary>
    private void ReadUndefined(ActiveContext active, JsonProperty member)
    {
        if (active.Vocab is { } vocab && words.For(active, vocab + member.Name) is [var term, ..])
        {
            Fault($"{Excerpt.Of(member.Name)} stands for the same as {term.Name}, which is what is read");
        }

        ReadValue(active, null, member.Value, Place.Elsewhere);
    }

    private void ReadProperty(ActiveContext active, TermDefinition definition, JsonProperty member, Place place)
    {
        if (definition.IsReverse || (definition.Container & Maps) != 0)
        {
            Fault($"by its context {Excerpt.Of(member.Name)} is a map, or turns what it holds around: the same can be said otherwise");
        }

        CheckWord(active, definition, isType: false);
        if (definition.Type != TypeMapping.Json && definition.Iri is not null)
        {
            ReadValue(active, definition, member.Value, Mentions.Below(place, member));
        }
    }

    private void ReadValue(ActiveContext active, TermDefinition? property, JsonElement value, Place place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ReadObject(active, property, value, place);
                break;
            case JsonValueKind.Array:
                ReadArray(active, property, value, place);
                break;
            case JsonValueKind.Null:
                break;
            default:
                ReadScalar(active, property, value);
                break;
        }
    }

    private void ReadArray(ActiveContext active, TermDefinition? property, JsonElement array, Place place)
    {
        var index = 0;
        var ordered = 0;
        foreach (var item in array.EnumerateArray())
        {
            ordered += item.ValueKind switch { JsonValueKind.Array => 2, JsonValueKind.Number => 1, _ => 0 };
            run.Enter(index++);
            ReadValue(active, property, item, place);
            run.Leave();
        }

        if (ordered > 1 && property?.Container.HasFlag(Containers.List) != true)
        {
            Note("by its context this is a set: the signature covers neither the order of the numbers nor how arrays stand in arrays");
        }
    }

    private void ReadObject(ActiveContext active, TermDefinition? property, JsonElement element, Place place)
    {
        if (element.TryGetProperty("@value"u8, out _))
        {
            if (active is not { Language: null, Direction: null } || property is { HasLanguage: true } or { HasDirection: true })
            {
                Fault("the context gives a plain text here a language, so that there are two ways to say this");
            }

            return;
        }

        if (active.Previous is not null && !TypeScoping.KeepsScope(active, element))
        {
            active = active.Previous;
        }

        if (property is { HasLocalContext: true })
        {
            active = contexts.Scope(active, property, ScopeKind.Property, run);
        }

        ReadMembers(active, element, place);
    }

    private void ReadScalar(ActiveContext active, TermDefinition? property, JsonElement value)
    {
        if (property is { HasLocalContext: true })
        {
            active = contexts.Scope(active, property, ScopeKind.Property, run);
        }

        switch (property?.Type)
        {
            case TypeMapping.Id when value.ValueKind == JsonValueKind.String:
                ReadId(active, value);
                break;
            case TypeMapping.Vocab when value.ValueKind == JsonValueKind.String:
                ReadWord(active, value);
                break;
            case TypeMapping.Datatype when ValueKinds.Expect(property.Datatype!, value) is { } kind:
                Fault($"{Found.Describe(value)} stands where the datatype {Excerpt.Of(property.Datatype!)} calls for {kind}: the signature "
                    + "does not tell one from the other");
                break;
        }
    }

    private void Fault(string? detail)
    {
        if (detail is not null && _faults.Count < MaxFindings)
        {
            _faults.Add(new Misreading(detail, run.Pointer));
        }
    }

    private void Note(string? detail)
    {
        if (detail is not null && _notes.Count < MaxFindings)
        {
            _notes.Add(new Misreading(detail, run.Pointer));
        }
    }
}
