using Gateway.Hosting;

namespace Gateway.Tests.Hosting;

[Trait("Threat", "26")]
public class BoundedTableTests
{
    [Fact]
    public void Makes_room_by_forgetting_what_was_not_used_for_longest()
    {
        var table = new BoundedTable<int, object>(2);
        var one = table.GetOrAdd(1, _ => new object());
        var two = table.GetOrAdd(2, _ => new object());
        Assert.Same(one, table.GetOrAdd(1, _ => new object()));

        table.GetOrAdd(3, _ => new object());

        Assert.Same(one, table.GetOrAdd(1, _ => new object()));
        Assert.NotSame(two, table.GetOrAdd(2, _ => new object()));
    }

    [Fact]
    public void Never_grows_beyond_its_capacity()
    {
        var table = new BoundedTable<int, int>(100);

        Parallel.For(0, 10_000, i => Assert.Equal(i, table.GetOrAdd(i, key => key)));

        Assert.Equal(100, table.Count);
    }
}
