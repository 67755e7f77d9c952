using System.Diagnostics.CodeAnalysis;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Schemas;

/// <summary>
/// The schemas that are served: what <c>schemas/manifest.json</c> lists, each file checked against its digest and compiled once.
/// Nothing is fetched. Safe to share.
/// </summary>
internal sealed class SchemaRegistry
{
    private const string AnyCredential = "VerifiableCredential";

    private readonly ContextRegistry _contexts;
    private readonly IReadOnlyDictionary<SchemaName, RegisteredSchema> _byName;
    private readonly ILookup<(string Publisher, string Version), Leniency> _leniencies;
    private readonly CredentialKinds<SchemaChoice> _chosen = new();

    /// <summary>Reads the embedded schemas.</summary>
    /// <exception cref="InvalidDataException">A file is not the one that the manifest lists.</exception>
    public SchemaRegistry(ContextRegistry contexts)
        : this(contexts, VocabularyFiles.Load("schemas", EmbeddedFiles.Read))
    {
    }

    internal SchemaRegistry(ContextRegistry contexts, VocabularyFiles files)
    {
        _contexts = contexts;
        _byName = SchemaSet.Compile(files);
        Schemas = [.. _byName.Values];
        _leniencies = files.Manifest.Entries.SelectMany(e => e.Leniencies.Select(l => (e.Publisher, e.Version, Leniency: l)))
            .ToLookup(l => (l.Publisher, l.Version), l => l.Leniency);
    }

    /// <summary>Every schema served, in the manifest's order.</summary>
    public IReadOnlyList<RegisteredSchema> Schemas { get; }

    /// <summary>The schema of a type: the newest there is, which is the first that the manifest lists; null when there is none.</summary>
    public RegisteredSchema? Find(string type) => Schemas.FirstOrDefault(s => s.Type == type);

    /// <summary>
    /// The schemas that a credential has to follow: one for each of its types in the version that its contexts name, and all that these
    /// add to. In which order the credential names its types does not matter.
    /// </summary>
    /// <param name="credential">The credential.</param>
    /// <param name="type">A type whose schema it has to follow too, in the newest version if its contexts name none; or null.</param>
    /// <param name="choice">The schemas, and the types without one.</param>
    /// <param name="problem">Why there is none, or not the version asked for, and what is served in its place.</param>
    public bool TryFind(
        Credential credential,
        string? type,
        [NotNullWhen(true)] out SchemaChoice? choice,
        [NotNullWhen(false)] out Problem? problem)
    {
        problem = null;
        if (type is not null)
        {
            return TryChoose(credential, type, out choice, out problem);
        }

        if (_chosen.TryFind(credential, out choice))
        {
            return true;
        }

        if (!TryChoose(credential, null, out choice, out problem))
        {
            return false;
        }

        _chosen.Add(credential, choice);
        return true;
    }

    private bool TryChoose(
        Credential credential,
        string? type,
        [NotNullWhen(true)] out SchemaChoice? choice,
        [NotNullWhen(false)] out Problem? problem)
    {
        var contexts = _contexts.KnownIn(credential);
        var found = new List<RegisteredSchema>();
        foreach (var (named, context) in credential.Types.SelectMany(t => contexts.Where(c => c.Types.Contains(t)).Select(c => (t, c))))
        {
            AddWithCores(_byName.GetValueOrDefault(new SchemaName(context.Publisher, context.Version, named)), found);
        }

        if (type is not null && !found.Exists(schema => schema.Type == type))
        {
            AddWithCores(Find(type), found);
        }

        var unserved = credential.Types.Distinct().Where(t => t != AnyCredential && !found.Exists(s => s.Type == t)).ToList();
        problem = found.Count > 0 && unserved.Count == 0 ? null : FindProblem(credential, contexts, found.Count > 0);
        choice = problem is null ? Choice([.. found.OrderByDescending(s => s.Depth)], unserved) : null;
        return problem is null;
    }

    private SchemaChoice Choice(List<RegisteredSchema> schemas, List<string> unserved) =>
        new(schemas, unserved, [.. schemas.Select(s => (s.Publisher, s.Version)).Distinct().SelectMany(version => _leniencies[version])]);

    private static void AddWithCores(RegisteredSchema? schema, List<RegisteredSchema> found)
    {
        for (; schema is not null && !found.Contains(schema); schema = schema.Extends)
        {
            found.Add(schema);
        }
    }

    /// <summary>Why a type is without a schema, where that is more than a type unknown here beside others that are known.</summary>
    private Problem? FindProblem(Credential credential, HashSet<Artefact> contexts, bool hasSchemas)
    {
        foreach (var url in credential.Contexts)
        {
            if (!_contexts.TryGet(url, out _) && _contexts.PublisherOf(url) is { } publisher && VersionsOf(publisher).Any())
            {
                return VersionNotServed($"the version of {publisher} that the context {Excerpt.Of(url)} names", publisher);
            }
        }

        return hasSchemas ? null : NothingApplies(credential, contexts);
    }

    private Problem NothingApplies(Credential credential, HashSet<Artefact> contexts)
    {
        var context = contexts.FirstOrDefault(c => c.Types.Intersect(credential.Types).Any())
            ?? contexts.FirstOrDefault(c => TypesOf(c).Count > 0);
        return context is null
            ? Fault(
                "no context names a vocabulary that schemas are served for (a credential of another vocabulary is verified by the "
                + $"profile {VerificationProfile.W3c.Name}); served: {List(Served())}",
                "/@context")
            : TypesOf(context) is { Count: > 0 } types
                ? Fault(
                    $"none of the credential's types has a schema in {context.Publisher} {context.Version}; types served: {List(types)}",
                    "/type")
                : VersionNotServed($"{context.Publisher} {context.Version}", context.Publisher);
    }

    private Problem VersionNotServed(string what, string publisher) =>
        Fault($"no schema is served for {what}; versions served: {List(VersionsOf(publisher))}", "/@context");

    private List<string> TypesOf(Artefact context) =>
        [.. Schemas.Where(s => s.Publisher == context.Publisher && s.Version == context.Version).Select(s => s.Type)
            .Where(context.Types.Contains)];

    private IEnumerable<string> VersionsOf(string publisher) =>
        Schemas.Where(s => s.Publisher == publisher).Select(s => s.Version).Distinct();

    /// <summary>The vocabularies that have both contexts and schemas.</summary>
    private IEnumerable<string> Served() =>
        _contexts.Contexts.Where(c => TypesOf(c).Count > 0).Select(c => $"{c.Publisher} {c.Version}").Distinct();

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static Problem Fault(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "No schema to check the credential by", detail, pointer);
}
