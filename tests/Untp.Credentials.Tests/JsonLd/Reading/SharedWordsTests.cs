using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Reading;

namespace Untp.Credentials.Tests.JsonLd.Reading;

/// <summary>Which of the contexts that we carry have two names for one thing, in the scopes that a document can come to.</summary>
[Trait("Threat", "7")]
public sealed class SharedWordsTests
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    /// <summary>
    /// In UNTP 0.6 a class and the members that hold one are the same IRI; of members that stand side by side there is one pair, which the
    /// manifest lists. In 0.7.0, in the extension and in W3C's contexts there is nothing of the kind.
    /// </summary>
    [Fact]
    public void No_context_has_two_members_for_one_IRI_but_those_that_are_listed()
    {
        var pairs = new HashSet<string>();
        foreach (var context in s_vocabulary.Contexts.Contexts.Where(c => c.Types.Count > 0 || c.Urls[0] == ContextUrls.CredentialsV2))
        {
            foreach (var active in ScopesOf(context.Urls[0]))
            {
                foreach (var terms in active.Terms.Definitions().Where(t => t.Iri is not null).GroupBy(t => t.Iri!))
                {
                    var members = terms.Where(t => t.Type != TypeMapping.Absent || t.Container != Containers.None).Select(t => t.Name).Order().ToList();
                    var others = terms.Where(t => t.Type == TypeMapping.Absent && t.Container == Containers.None).Select(t => t.Name).Order().ToList();
                    if (terms.Key[0] != '@' && (members.Count > 1 || others.Count > 1))
                    {
                        pairs.Add($"{context.Version}: {string.Join(' ', members.Count > 1 ? members : others)}");
                    }
                }
            }
        }

        Assert.Equal(["0.6.0: assessedOrganisation auditor", "0.6.1: assessedOrganisation auditor"], pairs.Order(StringComparer.Ordinal));
        var words = new SharedWords(s_vocabulary.Contexts.Contexts);
        Assert.True(words.AreListed("https://test.uncefact.org/vocabulary/untp/core/0/Party", "auditor", "assessedOrganisation"));
    }

    /// <summary>Every active context that two scoped contexts, one in another, lead to, from the context as credentials name it.</summary>
    private static HashSet<ActiveContext> ScopesOf(string url)
    {
        var contexts = s_vocabulary.JsonLd.Contexts;
        var run = new ProcessingRun(new JsonLdOptions { MaxContexts = int.MaxValue, MaxTerms = int.MaxValue, MaxKeptTerms = int.MaxValue }, null);
        var list = new JsonArray(ContextUrls.CredentialsV2, url == ContextUrls.CredentialsV2 ? null : url);
        var start = contexts.Start(run);
        foreach (var name in list.Where(n => n is not null))
        {
            start = contexts.Apply(start, System.Text.Json.JsonElement.Parse(name!.ToJsonString()), run);
        }

        var found = new HashSet<ActiveContext>();
        var open = new Queue<(ActiveContext Context, int Depth)>([(start, 0)]);
        while (open.TryDequeue(out var next))
        {
            if (!found.Add(next.Context) || next.Depth == 2)
            {
                continue;
            }

            foreach (var (context, term, kind) in StepsFrom(next.Context).ToList())
            {
                try
                {
                    open.Enqueue((contexts.Scope(context, term, kind, run), next.Depth + 1));
                }
                catch (JsonLdException)
                {
                    // a scope that no document can enter
                }
            }
        }

        return found;
    }

    /// <summary>A type holds for one object; what is below leaves it again.</summary>
    private static IEnumerable<(ActiveContext Context, TermDefinition Term, ScopeKind Kind)> StepsFrom(ActiveContext active)
    {
        foreach (var term in active.Terms.Definitions().Where(t => t.HasLocalContext))
        {
            yield return (active.Previous ?? active, term, ScopeKind.Property);
            if (active.Previous is null)
            {
                yield return (active, term, ScopeKind.Type);
            }
        }
    }
}
