using System.Text;
using Untp.Credentials.JsonLd.Contexts;

namespace Untp.Credentials.Tests.JsonLd.Contexts;

public sealed class SoundObjectsTests
{
    private readonly SoundObjects _sound = new();
    private readonly ActiveContext _active = new(null, null);
    private readonly TermDefinition _property = new("product");

    [Fact]
    public void Knows_an_object_by_its_bytes_where_it_was_found_and_nowhere_else()
    {
        _sound.Add(_active, _property, """{"id":"urn:a"}"""u8);

        Assert.True(_sound.Contains(_active, _property, """{"id":"urn:a"}"""u8));
        Assert.False(_sound.Contains(_active, _property, """{"id":"urn:b"}"""u8));
        Assert.False(_sound.Contains(_active, null, """{"id":"urn:a"}"""u8));
        Assert.False(_sound.Contains(_active, new TermDefinition("product"), """{"id":"urn:a"}"""u8));
        Assert.False(_sound.Contains(new ActiveContext(null, null), _property, """{"id":"urn:a"}"""u8));
    }

    [Fact]
    public void Keeps_no_object_that_is_written_at_length()
    {
        _sound.Add(_active, _property, new byte[1024]);
        _sound.Add(_active, _property, new byte[1025]);

        Assert.True(_sound.Contains(_active, _property, new byte[1024]));
        Assert.False(_sound.Contains(_active, _property, new byte[1025]));
    }

    [Fact]
    [Trait("Threat", "26")]
    public void Keeps_no_more_than_it_has_places_for()
    {
        var objects = Enumerable.Range(0, 10_000).Select(i => Encoding.UTF8.GetBytes($$"""{"id":"urn:{{i}}"}""")).ToList();
        objects.ForEach(written => _sound.Add(_active, null, written));

        Assert.InRange(objects.Count(written => _sound.Contains(_active, null, written)), 1, 4096);
        Assert.True(_sound.Contains(_active, null, objects[^1]));
    }
}
