using System.Text.Json;
using Untp.Credentials.JsonLd.Reading;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// The contexts that give a credential's words their meaning: the W3C one first (VCDM 2.0 clause 4.3), each a URL that is known here,
/// and among them the ones that its types call for and no others. Nothing is fetched: a context that is not served is refused by name.
/// Where they are in order, what they give no meaning is found.
/// </summary>
internal sealed class ContextCheck(ContextRegistry registry, JsonLdProcessor jsonLd) : ICheck
{
    private const int MaxProblems = 100;

    private readonly ContextListRule _list = new(registry);
    private readonly UndefinedTerms _undefined = new(jsonLd);

    /// <summary>
    /// Kinds whose list was found in order, and whether an extension is among the contexts. Only of credentials without an embedded
    /// proof, which may call for contexts of its own.
    /// </summary>
    private readonly CredentialKinds<bool> _orderly = new();

    /// <inheritdoc/>
    public string Name => CheckNames.JsonLd;

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        List<Problem> warnings = [];
        var isExtended = LookAtList(context.Credential, problems);
        foreach (var place in KeywordMembers.Find(context.Credential.Claims))
        {
            if (problems.Count < MaxProblems)
            {
                problems.Add(Keyword(place.Detail, place.Pointer));
            }
        }

        if (problems.Count == 0)
        {
            _undefined.Find(context, isExtended, problems, warnings);
        }

        return ValueTask.FromResult(CheckResult.From(Name, problems, warnings));
    }

    /// <summary>Adds what is wrong with the list of contexts, and tells whether an extension is among them.</summary>
    private bool LookAtList(Credential credential, List<Problem> problems)
    {
        var hasProof = credential.Claims.TryGetProperty("proof"u8, out _);
        if (!hasProof && _orderly.TryFind(credential, out var isExtended))
        {
            return isExtended;
        }

        var known = registry.KnownIn(credential);
        problems.AddRange(FindInList(credential, known).Take(MaxProblems));
        isExtended = IsExtended(credential, known);
        if (!hasProof && problems.Count == 0)
        {
            _orderly.Add(credential, isExtended);
        }

        return isExtended;
    }

    /// <summary>Whether the credential's types are defined by contexts of several publishers: a core's, and an extension's.</summary>
    private static bool IsExtended(Credential credential, HashSet<Artefact> known) => known
        .Where(context => context.Types.Any(credential.Types.Contains))
        .Select(context => context.Publisher)
        .Distinct()
        .Skip(1)
        .Any();

    private IEnumerable<Problem> FindInList(Credential credential, HashSet<Artefact> known)
    {
        if (!credential.Claims.TryGetProperty("@context", out var contexts) || contexts.ValueKind != JsonValueKind.Array)
        {
            return [Fault("@context is to be a list of URLs", "/@context")];
        }

        return FindFirst(contexts)
            .Concat(contexts.EnumerateArray().SelectMany(FindInOne))
            .Concat(FindMixedVersions(known))
            .Concat(FindMissing(credential, known))
            .Concat(_list.FindFaults(credential, contexts).Select(fault => Fault(fault.Detail, fault.Pointer)));
    }

    private static IEnumerable<Problem> FindFirst(JsonElement contexts)
    {
        if (contexts.GetArrayLength() == 0 || !IsUrl(contexts[0], ContextUrls.CredentialsV2))
        {
            yield return Fault($"the first context is to be {ContextUrls.CredentialsV2}", "/@context/0");
        }
    }

    private IEnumerable<Problem> FindInOne(JsonElement context, int index)
    {
        var pointer = $"/@context/{index}";
        if (context.ValueKind != JsonValueKind.String)
        {
            yield return Fault("a context is to be a URL: one written into the credential could change what its words mean", pointer);
        }
        else if (context.GetString()! is var url && !registry.TryGet(url, out _))
        {
            yield return Fault(
                $"the context {Excerpt.Of(url)} is not known and contexts are never fetched; {WhatIsServed(url)}; "
                + "the operator can add it to the vocabulary",
                pointer);
        }
    }

    /// <summary>Two versions of one vocabulary give the same words two meanings.</summary>
    private static IEnumerable<Problem> FindMixedVersions(HashSet<Artefact> known) =>
        from context in known
        where context.Types.Count > 0
        group context.Version by context.Publisher into versions
        where versions.Distinct().Skip(1).Any()
        select Fault($"contexts of {versions.Key} of several versions: {List(versions.Distinct())}; use those of one", "/@context");

    private IEnumerable<Problem> FindMissing(Credential credential, HashSet<Artefact> known)
    {
        foreach (var type in credential.Types.Distinct())
        {
            var fitting = registry.ContextsFor(type);
            if (fitting.Count > 0 && !fitting.Any(known.Contains))
            {
                yield return Fault($"the type {type} calls for one of the contexts {List(fitting.Select(c => c.Urls[0]))}", "/@context");
            }
        }
    }

    /// <summary>What the sender may use in place of an unknown context: of the same publisher, or anything served.</summary>
    private string WhatIsServed(string url)
    {
        var publisher = registry.PublisherOf(url);
        return publisher is null
            ? $"served are: {List(registry.Contexts.Select(c => c.Urls[0]))}"
            : $"use a version of {publisher} that is served: {List(PublishedBy(publisher))}";
    }

    private IEnumerable<string> PublishedBy(string publisher) =>
        registry.Contexts.Where(c => c.Publisher == publisher).Select(c => c.Urls[0]);

    private static bool IsUrl(JsonElement context, string url) => context.ValueKind == JsonValueKind.String && context.ValueEquals(url);

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static Problem Keyword(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "A keyword of JSON-LD stands where members are read by name", detail, pointer);

    private static Problem Fault(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "The contexts are not those of a credential", detail, pointer);
}
