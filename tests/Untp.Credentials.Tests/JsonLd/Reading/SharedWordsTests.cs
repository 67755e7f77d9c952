using System.Text.Json;
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
        var ofCredentials = s_vocabulary.Contexts.Contexts.Where(c => c.Types.Count > 0 || c.Urls[0] == ContextUrls.CredentialsV2);
        foreach (var context in ofCredentials)
        {
            foreach (var active in ScopesOf(context.Urls[0]))
            {
                foreach (var terms in active.Terms.Definitions().Where(t => t.Iri is not null).GroupBy(t => t.Iri!))
                {
                    var alike = terms.ToLookup(t => t.Type != TypeMapping.Absent || t.Container != Containers.None, t => t.Name)
                        .FirstOrDefault(names => names.Count() > 1);
                    if (terms.Key[0] != '@' && alike is not null)
                    {
                        pairs.Add($"{context.Version}: {string.Join(' ', alike.Order())}");
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
        var limits = new JsonLdOptions { MaxContexts = int.MaxValue, MaxTerms = int.MaxValue, MaxKeptTerms = int.MaxValue };
        var run = new ProcessingRun(limits, null);
        var list = JsonSerializer.SerializeToElement(new[] { ContextUrls.CredentialsV2, url }.Distinct());
        var start = contexts.Apply(contexts.Start(run), list, run);

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

    /// <summary>A type holds for one object; what is below leaves it again. Classes are spelt with a capital.</summary>
    private static IEnumerable<(ActiveContext Context, TermDefinition Term, ScopeKind Kind)> StepsFrom(ActiveContext active)
    {
        foreach (var term in active.Terms.Definitions().Where(t => t.HasLocalContext))
        {
            if (!char.IsUpper(term.Name[0]))
            {
                yield return (active.Previous ?? active, term, ScopeKind.Property);
            }
            else if (active.Previous is null)
            {
                yield return (active, term, ScopeKind.Type);
            }
        }
    }
}
