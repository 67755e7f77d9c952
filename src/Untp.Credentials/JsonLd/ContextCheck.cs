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

    /// <inheritdoc/>
    public string Name => CheckNames.JsonLd;

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var known = registry.KnownIn(context.Credential);
        var problems = FindProblems(context.Credential, known).Take(MaxProblems).ToList();
        var warnings = new List<Problem>();
        if (problems.Count == 0)
        {
            _undefined.Find(context, IsExtended(context.Credential, known), problems, warnings);
        }

        return ValueTask.FromResult(CheckResult.From(Name, problems, warnings));
    }

    /// <summary>Whether the credential's types are defined by contexts of several publishers: a core's, and an extension's.</summary>
    private static bool IsExtended(Credential credential, HashSet<Artefact> known) => known
        .Where(context => context.Types.Any(credential.Types.Contains))
        .Select(context => context.Publisher)
        .Distinct()
        .Skip(1)
        .Any();

    private IEnumerable<Problem> FindProblems(Credential credential, HashSet<Artefact> known)
    {
        var keywords = KeywordMembers.Find(credential.Claims).Select(place => Keyword(place.Detail, place.Pointer));
        if (!credential.Claims.TryGetProperty("@context", out var contexts) || contexts.ValueKind != JsonValueKind.Array)
        {
            return keywords.Prepend(Fault("@context is to be a list of URLs", "/@context"));
        }

        return FindFirst(contexts)
            .Concat(contexts.EnumerateArray().SelectMany(FindInOne))
            .Concat(FindMixedVersions(known))
            .Concat(FindMissing(credential, known))
            .Concat(_list.FindFaults(credential, contexts).Select(fault => Fault(fault.Detail, fault.Pointer)))
            .Concat(keywords);
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
