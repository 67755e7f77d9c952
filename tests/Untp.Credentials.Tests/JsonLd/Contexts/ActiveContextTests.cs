using Untp.Credentials.JsonLd.Contexts;

namespace Untp.Credentials.Tests.JsonLd.Contexts;

public sealed class ActiveContextTests
{
    private readonly ActiveContext _active = new(null, null);

    [Fact]
    public void Finds_a_definition_again_until_another_takes_its_place()
    {
        var first = new TermDefinition("name") { Iri = "https://x.example/first" }.WithHash();
        var second = new TermDefinition("name") { Iri = "https://x.example/second" }.WithHash();

        Assert.Null(_active.Find("name"u8));
        _active.Set(first);
        Assert.Same(first, _active.Find("name"u8));
        Assert.Same(first, _active.Find("name"u8));
        _active.Set(second);
        Assert.Same(second, _active.Find("name"u8));
        _active.Set(new TermDefinition("name") { IsRemoved = true }.WithHash());
        Assert.Null(_active.Find("name"u8));
    }

    [Fact]
    public void Tells_names_apart_that_share_a_place()
    {
        var names = Enumerable.Range(0, 1000).Select(i => new TermDefinition($"name{i}").WithHash()).ToList();
        names.ForEach(_active.Set);

        Assert.All(names.Concat(names), term => Assert.Same(term, _active.Find(term.Utf8)));
        Assert.Null(_active.Find("name1000"u8));
        Assert.Null(_active.Find(""u8));
    }

    [Fact]
    public void Remembers_what_types_make_of_it_by_the_way_in_which_they_are_written()
    {
        var scoped = new ActiveContext(null, null);
        _active.KeepTyped("""["A","B"]"""u8, scoped);

        Assert.True(_active.TryGetTyped("""["A","B"]"""u8, out var found));
        Assert.Same(scoped, found);
        Assert.False(_active.TryGetTyped("""["A","C"]"""u8, out _));
        Assert.False(_active.TryGetTyped("""["A", "B"]"""u8, out _));
    }

    [Fact]
    public void Keeps_no_types_that_are_written_at_length()
    {
        _active.KeepTyped(new byte[257], _active);
        Assert.False(_active.TryGetTyped(new byte[257], out _));
        _active.KeepTyped(new byte[256], _active);
        Assert.True(_active.TryGetTyped(new byte[256], out _));
    }
}
