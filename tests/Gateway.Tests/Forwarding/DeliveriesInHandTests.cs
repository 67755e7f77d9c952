using Gateway.Forwarding;

namespace Gateway.Tests.Forwarding;

/// <summary>Who gets a place, and for whom more is claimed.</summary>
public sealed class DeliveriesInHandTests
{
    private readonly DeliveriesInHand _inHand = new(parallel: 4, perRecipient: 2);

    [Fact]
    public void A_recipient_has_no_more_under_way_than_its_share_and_all_together_no_more_than_there_are_places()
    {
        _inHand.Add([.. Deliveries("ada", 5), .. Deliveries("bob", 5), .. Deliveries("eve", 5)]);

        var sent = TakeAll();

        Assert.Equal(4, sent.Count);
        Assert.All(sent.CountBy(delivery => delivery.Recipient), count => Assert.InRange(count.Value, 1, 2));
        _inHand.Leave(sent[0], wasTaken: false);
        Assert.NotNull(_inHand.TakeNext());
        Assert.Null(_inHand.TakeNext());
    }

    [Fact]
    public void Recipients_come_in_turn_and_each_ones_deliveries_in_order()
    {
        _inHand.Add([.. Deliveries("ada", 2), .. Deliveries("bob", 2)]);

        Assert.Equal(["ada 0", "bob 0", "ada 1", "bob 1"], TakeAll().Select(delivery => delivery.Id));
    }

    [Fact]
    public void More_is_claimed_ahead_for_a_recipient_that_takes_what_it_is_sent_and_for_no_other()
    {
        _inHand.Add([.. Deliveries("ada", 2), .. Deliveries("bob", 2)]);
        foreach (var delivery in TakeAll())
        {
            if (delivery.Recipient == "ada")
            {
                _inHand.Leave(delivery, wasTaken: true);
            }
        }

        var room = _inHand.FindRoom([]);
        Assert.Equal((2, -4, 2), (room.PerRecipient, room.InFlight["ada"], room.InFlight["bob"]));
        Assert.Equal((4 * 4) - 4, room.Total); // nothing is settled yet
        Assert.False(_inHand.FindRoom([]).InFlight.ContainsKey("ada")); // said once
    }

    [Fact]
    public void Nothing_is_claimed_for_who_is_to_be_left_alone() => Assert.Equal(2, _inHand.FindRoom(["mallory"]).InFlight["mallory"]);

    [Fact]
    public void What_waits_can_be_taken_back_and_is_in_hand_until_it_is_settled()
    {
        _inHand.Add(Deliveries("ada", 5));
        var sent = TakeAll();

        var waiting = _inHand.TakeWaiting(delivery => delivery.Recipient == "ada");

        Assert.Equal(["ada 2", "ada 3", "ada 4"], waiting.Select(delivery => delivery.Id));
        Assert.Equal(5, _inHand.All.Count);
        foreach (var delivery in waiting.Concat(sent))
        {
            _inHand.Remove(delivery);
        }

        sent.ForEach(delivery => _inHand.Leave(delivery, wasTaken: false));
        Assert.Null(_inHand.TakeNext());
        Assert.Empty(_inHand.All);
        Assert.Empty(_inHand.FindRoom([]).InFlight);
    }

    private static ClaimedDelivery[] Deliveries(string recipient, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new ClaimedDelivery($"{recipient} {i}", "", "", recipient, 0, "", "", [], []))];

    private List<ClaimedDelivery> TakeAll()
    {
        var taken = new List<ClaimedDelivery>();
        while (_inHand.TakeNext() is { } next)
        {
            taken.Add(next);
        }

        return taken;
    }
}
