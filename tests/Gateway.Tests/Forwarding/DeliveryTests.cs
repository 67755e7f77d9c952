using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gateway.Forwarding;

namespace Gateway.Tests.Forwarding;

/// <summary>What a recipient gets.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task Posts_the_bytes_that_were_received_once_with_what_a_recipient_needs_to_check_them()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", "thank you", "text/plain");
        var (credential, bytes) = await host.OweAsync(recipient);

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
        await host.StopAsync();

        var post = Assert.Single(host.PostsTo("ada"));
        Assert.Equal(bytes, post.Body);
        Assert.Equal("application/vc", post.Headers["Content-Type"]);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:", post.Headers["Content-Digest"]);
        Assert.Equal(delivery.Id, post.Headers["Webhook-Id"]);
        Assert.Equal(host.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), post.Headers["Webhook-Timestamp"]);
        Assert.False(post.Headers.ContainsKey("Authorization"));

        Assert.Equal(credential, delivery.CredentialId);
        Assert.Equal(recipient, delivery.Recipient);
        Assert.Equal((1, 200, "thank you"), (delivery.Attempts, delivery.LastStatus, delivery.LastAnswer));
        Assert.Equal(host.Time.GetUtcNow(), delivery.DeliveredAt);
        Assert.Null(delivery.NextAttemptAt);
    }

    /// <summary>No database keeps U+0000, nor half a surrogate pair.</summary>
    [Fact]
    public async Task Keeps_the_beginning_of_the_answer_as_a_text_that_can_be_kept()
    {
        await using var host = await ForwardingHost.CreateAsync();
        host.Stub.Map("/ada/inbox", "a\0b" + new string('x', 1020) + "\U0001F600", "text/plain");
        await host.OweAsync(host.AddRecipient("ada"));

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Delivered);

        Assert.Equal("a\uFFFDb" + new string('x', 1020), delivery.LastAnswer!.TrimEnd('\uFFFD'));
    }

    [Fact]
    public async Task Goes_out_at_once_when_the_worker_is_told()
    {
        await using var host = await ForwardingHost.CreateAsync(settings: ("Gateway:Forwarding:PollInterval", "00:10:00"));
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 204);
        await host.StartAsync();
        await Task.Delay(50);

        await host.OweAsync(recipient);
        host.Signal.Notify();

        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task Goes_out_at_the_next_look_when_nobody_tells_the_worker()
    {
        await using var host = await ForwardingHost.CreateAsync(TimeProvider.System, ("Gateway:Forwarding:PollInterval", "00:00:00.1"));
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 204);
        await host.StartAsync();
        await Task.Delay(50);

        await host.OweAsync(recipient);

        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Is_tried_again_after_an_answer_that_may_be_another_next_time(int status)
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", status);
        await host.OweAsync(recipient);

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Waiting);

        Assert.Equal((1, status), (delivery.Attempts, delivery.LastStatus));
        Assert.InRange(delivery.NextAttemptAt!.Value - host.Time.GetUtcNow(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Null(delivery.DeliveredAt);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{closed}/inbox", CredentialInbox.ServiceType, "127.0.0.1")]
    [InlineData("http://127.0.0.1:{closed}/inbox", "LinkedDomains", CredentialInbox.Missing)]
    [InlineData("did:web:elsewhere.example", CredentialInbox.ServiceType, CredentialInbox.Missing)]
    public async Task Is_tried_again_when_the_inbox_cannot_be_found_or_reached(string inbox, string type, string reason)
    {
        await using var host = await ForwardingHost.CreateAsync();
        await host.OweAsync(host.AddRecipient("ada", inbox.Replace("{closed}", ClosedPort(), StringComparison.Ordinal), type));

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Waiting);

        Assert.Null(delivery.LastStatus);
        Assert.NotNull(delivery.NextAttemptAt);
        Assert.Contains(reason, delivery.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("did:web:127.0.0.1%3A{port}:nobody")]
    [InlineData("did:example:123")]
    [InlineData("no DID")]
    public async Task Is_tried_again_when_the_DID_cannot_be_resolved(string did)
    {
        await using var host = await ForwardingHost.CreateAsync();
        await host.OweAsync(did.Replace("{port}", host.Stub.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Waiting);

        Assert.StartsWith("The recipient's DID could not be resolved: ", delivery.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Threat", "5")]
    [InlineData("https://10.0.0.1/inbox", "no public address")]
    [InlineData("https://169.254.169.254/latest/meta-data", "no public address")]
    [InlineData("https://[::ffff:192.168.0.1]/inbox", "no public address")]
    [InlineData("https://user:secret@127.0.0.1:8443/inbox", "user name")]
    public async Task Is_never_sent_where_nobody_should_be_asked_and_says_so(string inbox, string reason)
    {
        await using var host = await ForwardingHost.CreateAsync();
        await host.OweAsync(host.AddRecipient("ada", inbox));

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Waiting);

        Assert.Null(delivery.LastStatus);
        Assert.Contains(reason, delivery.LastAnswer, StringComparison.Ordinal);
    }

    /// <summary>A port that was free a moment ago.</summary>
    private static string ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
