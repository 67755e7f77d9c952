using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Schemas;

/// <summary>
/// The schemas that are served: what <c>schemas/manifest.json</c> lists, each file checked against its digest and compiled once.
/// Nothing is fetched. Safe to share.
/// </summary>
internal sealed class SchemaRegistry
{
    private static readonly Uri s_base = new("https://untp-gateway.example/schemas/");

    private readonly ContextRegistry _contexts;
    private readonly FrozenDictionary<(string Publisher, string Version, string Type), RegisteredSchema> _byType;

    /// <summary>Reads the embedded schemas.</summary>
    /// <exception cref="InvalidDataException">A file is not the one that the manifest lists.</exception>
    public SchemaRegistry(ContextRegistry contexts)
        : this(contexts, VocabularyFiles.Load("schemas", EmbeddedFiles.Read))
    {
    }

    internal SchemaRegistry(ContextRegistry contexts, VocabularyFiles files)
    {
        _contexts = contexts;
        Schemas = Compile(files);
        _byType = Schemas.ToFrozenDictionary(s => (s.Publisher, s.Version, s.Type));
    }

    /// <summary>Every schema served.</summary>
    public IReadOnlyList<RegisteredSchema> Schemas { get; }

    /// <summary>The schemas that a credential has to satisfy: one for each of its types in the version that its contexts name.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="schemas">At least one, in the order of the credential's types, in which the most specific comes first.</param>
    /// <param name="problem">Why there is none, or not for every type, and what is served in its place.</param>
    public bool TryFind(
        Credential credential,
        [NotNullWhen(true)] out IReadOnlyList<RegisteredSchema>? schemas,
        [NotNullWhen(false)] out Problem? problem)
    {
        var found = new List<RegisteredSchema>();
        var contexts = _contexts.KnownIn(credential);
        problem = null;
        foreach (var type in credential.Types.Distinct())
        {
            foreach (var context in contexts.Where(c => c.Types.Contains(type)))
            {
                if (_byType.TryGetValue((context.Publisher, context.Version, type), out var schema))
                {
                    found.Add(schema);
                }
                else
                {
                    problem ??= NotServed(type, context);
                }
            }
        }

        problem ??= found.Count == 0 ? NothingApplies(credential, contexts) : null;
        schemas = problem is null ? found : null;
        return problem is null;
    }

    private Problem NotServed(string type, Artefact context) =>
        TypesOf(context) is { Count: > 0 } types
            ? Fault(
                $"no schema is served for the type {type} of {context.Publisher} {context.Version}; types served: {List(types)}",
                "/type")
            : VersionNotServed($"{context.Publisher} {context.Version}", context.Publisher);

    private Problem NothingApplies(Credential credential, HashSet<Artefact> contexts)
    {
        foreach (var url in credential.Contexts)
        {
            if (!_contexts.TryGet(url, out _) && _contexts.PublisherOf(url) is { } publisher && VersionsOf(publisher).Any())
            {
                return VersionNotServed($"the version of {publisher} that the context {Excerpt.Of(url)} names", publisher);
            }
        }

        return contexts.FirstOrDefault(c => TypesOf(c).Count > 0) is { } context
            ? Fault(
                $"none of the credential's types is one of {context.Publisher} {context.Version}; types served: {List(TypesOf(context))}",
                "/type")
            : Fault($"no context names a vocabulary that schemas are served for; served: {List(Served())}", "/@context");
    }

    private Problem VersionNotServed(string what, string publisher) =>
        Fault($"no schema is served for {what}; versions served: {List(VersionsOf(publisher))}", "/@context");

    private List<string> TypesOf(Artefact context) =>
        [.. Schemas.Where(s => s.Publisher == context.Publisher && s.Version == context.Version).Select(s => s.Type)];

    private IEnumerable<string> VersionsOf(string publisher) =>
        Schemas.Where(s => s.Publisher == publisher).Select(s => s.Version).Distinct();

    private IEnumerable<string> Served() => Schemas.Select(s => $"{s.Publisher} {s.Version}").Distinct();

    private static List<RegisteredSchema> Compile(VocabularyFiles files)
    {
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        foreach (var file in files.Manifest.Entries.Select(entry => entry.File!).Distinct())
        {
            Named(file, uri => compiler.Add(uri, JsonElement.Parse(files.Files[file])));
        }

        var schemas = new List<RegisteredSchema>();
        foreach (var entry in files.Manifest.Entries)
        {
            foreach (var type in entry.Types)
            {
                Named(entry.File!, uri => schemas.Add(new(entry.Publisher, entry.Version, type, compiler.Compile(uri))));
            }
        }

        return schemas;
    }

    /// <summary>A fault of a file names it.</summary>
    private static void Named(string file, Action<Uri> use)
    {
        try
        {
            use(new Uri(s_base, file));
        }
        catch (Exception fault) when (fault is JsonException or JsonSchemaException)
        {
            throw new InvalidDataException($"schemas/{file} cannot be used: {fault.Message}", fault);
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static Problem Fault(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "No schema to check the credential by", detail, pointer);
}

/// <summary>A schema with what it is for.</summary>
/// <param name="Publisher">Whose vocabulary.</param>
/// <param name="Version">Its version.</param>
/// <param name="Type">The credential type.</param>
/// <param name="Schema">The compiled schema.</param>
internal sealed record RegisteredSchema(string Publisher, string Version, string Type, JsonSchema Schema);
