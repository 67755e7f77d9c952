using Gateway.Forwarding;

namespace Gateway.Tests.Forwarding;

/// <summary>A recipient that moves its endpoint is found again.</summary>
[Trait("Threat", "16")]
public sealed class MovedInboxTests
{
    [Theory]
    [InlineData(410)]
    [InlineData(404)]
    [InlineData(301)]
    [InlineData(0)]
    public async Task What_the_old_place_does_not_take_goes_to_the_new_one_at_once(int oldAnswers)
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 204);
        await host.OweAsync(recipient);
        await host.StartAsync();
        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);

        host.AddRecipient("ada", host.Stub.Url("/ada/new").ToString());
        host.Stub.Map("/ada/new", 204);
        host.Stub.Map("/ada/inbox", context =>
        {
            context.Response.StatusCode = oldAnswers;
            if (oldAnswers == 0)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        host.Time.Advance(TimeSpan.FromSeconds(60));
        var (credential, _) = await host.OweAsync(recipient);
        host.Signal.Notify();

        var delivery = await host.WaitForAsync(d => d.CredentialId == credential && d.State == DeliveryState.Delivered);
        Assert.Equal(1, delivery.Attempts);
        Assert.Single(host.Stub.Requests, request => request.Target == "/ada/new");
    }

    [Fact]
    public async Task One_that_is_gone_and_names_no_other_place_is_disabled()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 204);
        await host.OweAsync(recipient);
        await host.StartAsync();
        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);

        host.Stub.Map("/ada/inbox", 410);
        host.Time.Advance(TimeSpan.FromSeconds(60));
        var (credential, _) = await host.OweAsync(recipient);
        host.Signal.Notify();
        await host.WaitForAsync(d => d.CredentialId == credential && d.State == DeliveryState.Dead);
        Assert.Equal(2, host.Stub.Requests.Count(request => request.Target == "/ada/did.json"));
    }
}
