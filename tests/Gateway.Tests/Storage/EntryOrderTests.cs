using Gateway.Storage;

namespace Gateway.Tests.Storage;

public sealed class EntryOrderTests
{
    private static readonly byte[] s_key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public void Meets_every_entry_once_whatever_the_length()
    {
        foreach (var length in Enumerable.Range(1, 300).Concat([1000, 4096, 4097, 65_535, 131_072, 131_080, 200_000, 262_144]))
        {
            var all = new EntryOrder(s_key, length).At(0, length);
            Assert.Equal(Enumerable.Range(0, length), all.Order());
        }
    }

    [Theory]
    [InlineData(131_072)]
    [InlineData(131_080)]
    public void Is_the_same_whatever_parts_it_is_asked_for_in(int length)
    {
        var order = new EntryOrder(s_key, length);
        var all = order.At(0, 300);
        int[] parts = [.. order.At(0, 1), .. order.At(1, 99), .. new EntryOrder([.. s_key], length).At(100, 200)];
        Assert.Equal(all.AsEnumerable(), parts);
        Assert.Empty(order.At(5, 0));
    }

    [Fact]
    public void Is_another_for_another_key_and_length()
    {
        var ours = new EntryOrder(s_key, 131_072).At(0, 1000);
        var others = new EntryOrder(EntryOrder.NewKey(), 131_072).At(0, 1000);

        // two orders that have nothing to do with each other agree at one place in 131,072
        Assert.InRange(ours.Zip(others).Count(pair => pair.First == pair.Second), 0, 3);
        Assert.NotEqual(ours, new EntryOrder(s_key, 131_080).At(0, 1000));
        Assert.NotEqual(EntryOrder.NewKey(), EntryOrder.NewKey());
    }

    /// <summary>What a drawn order shows; the bounds are five standard deviations away, for a key that is the same at each run.</summary>
    [Theory]
    [InlineData(131_072)]
    [InlineData(200_000)]
    public void Shows_no_order(int length)
    {
        var all = new EntryOrder(s_key, length).At(0, length);
        var steps = all.Zip(all.Skip(1), (one, next) => next - one).ToList();
        var deviation = Math.Sqrt(length);

        // a neighbour is a third of the length away, every second step goes up, and five in a row are as rare as 1 in 6!
        Assert.InRange(steps.Average(step => Math.Abs((double)step)) / length, 0.33, 0.337);
        Assert.InRange(steps.Count(step => step > 0), (length / 2) - (5 * deviation), (length / 2) + (5 * deviation));
        var runs = Enumerable.Range(0, length - 5).Count(i => steps.Skip(i).Take(5).All(step => step > 0));
        Assert.InRange(runs, (length / 720) - (5 * deviation), (length / 720) + (5 * deviation));

        // no step is a favourite: of as many steps as entries, hardly any comes more than some times
        Assert.InRange(steps.GroupBy(step => step).Max(same => same.Count()), 2, 16);

        // how far an entry lies from its own place, and whether its lowest bit follows that of the place
        Assert.InRange(all.Select((entry, place) => Math.Abs((double)entry - place)).Average() / length, 0.33, 0.337);
        var alike = all.Where((entry, place) => ((entry ^ place) & 1) == 0).Count();
        Assert.InRange(alike, (length / 2) - (5 * deviation), (length / 2) + (5 * deviation));
    }
}
