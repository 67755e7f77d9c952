using System.Net;
using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Tests.Credentials;
using Microsoft.Extensions.DependencyInjection;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Hosting;

[Trait("Threat", "28")]
public sealed class FaultTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    [Theory]
    [InlineData("GET", "/nothing", 404, "not-found")]
    [InlineData("GET", "/credentials/x/y", 404, "not-found")]
    [InlineData("DELETE", "/credentials", 405, "method-not-allowed")]
    [InlineData("PUT", "/health/live", 405, "method-not-allowed")]
    [InlineData("POST", "/passports", 405, "method-not-allowed")]
    public async Task What_no_route_answers_is_a_problem_document_too(string method, string target, int status, string code)
    {
        using var response = await given.Anybody.SendAsync(new HttpRequestMessage(new HttpMethod(method), target));
        await response.IsProblemAsync((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task A_fault_of_the_gateway_is_500_that_says_nothing_and_a_line_in_the_log()
    {
        await using var gateway = await StartAsync(new InvalidOperationException("the secret of /src/inside"));
        using var response = await gateway.Client(TestGateway.Key).GetAsync("/credentials");
        var problem = await response.IsProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("the secret of /src/inside", gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task A_busy_database_is_503_with_a_time_to_wait_and_is_not_remembered_for_an_idempotency_key()
    {
        await using var gateway = await StartAsync(new StorageBusyException("full"));
        var token = await given.Issuer.SignPassportAsync("https://id.example/1");
        for (var time = 0; time < 2; time++)
        {
            using var response = await PostAsync(gateway.Client(TestGateway.Key), token, key: "the-same");
            await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "busy");
            Assert.NotNull(response.Headers.RetryAfter);
            Assert.False(response.Headers.Contains("Idempotent-Replayed"));
        }
    }

    [Fact]
    public async Task Readiness_is_503_while_the_database_cannot_be_reached()
    {
        await using var gateway = await TestGateway.StartAsync(services: s => s.AddSingleton<IReadiness>(new NotReady()));
        using var live = await gateway.Client().GetAsync("/health/live");
        using var ready = await gateway.Client().GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("being moved", (string?)(await ready.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "busy"))["detail"]);
    }

    [Fact]
    public async Task Readiness_is_503_once_the_database_was_taken_away()
    {
        await using var gateway = await TestGateway.StartAsync();
        File.Move(Path.Combine(gateway.DataPath, "gateway.db"), Path.Combine(gateway.DataPath, "elsewhere"));
        using var ready = await gateway.Client().GetAsync("/health/ready");
        await ready.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "busy");
        Assert.False(File.Exists(Path.Combine(gateway.DataPath, "gateway.db")));
    }

    [Fact]
    public async Task Readiness_is_200_when_it_can()
    {
        using var ready = await given.Anybody.GetAsync("/health/ready");
        Assert.Equal((HttpStatusCode.OK, "ready"), (ready.StatusCode, (string?)(await ready.JsonAsync())["status"]));
    }

    private static Task<TestGateway> StartAsync(Exception fault) => TestGateway.StartAsync(
        services: s => s.AddSingleton<ICredentialStore>(new FailingStore(fault)));

    private sealed class NotReady : IReadiness
    {
        public Task<string?> FindFaultAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("being moved");
    }

    private sealed class FailingStore(Exception fault) : ICredentialStore
    {
        public Task<AddResult> AddAsync(
            NewCredential credential, IReadOnlyList<string> recipients, AnswerToKeep? answer, CancellationToken cancellationToken) =>
            throw fault;

        public Task<StoredCredential?> FindAsync(string id, CancellationToken cancellationToken) => throw fault;

        public Task<bool> IsSentToAsync(string id, string tenantId, CancellationToken cancellationToken) => throw fault;

        public Task<string?> FindIdentityAsync(
            string tenantId, string issuer, string credentialId, CancellationToken cancellationToken) => throw fault;

        public Task<CredentialPage> ListAsync(CredentialQuery query, CancellationToken cancellationToken) => throw fault;

        public Task<IReadOnlyList<StoredCredential>> ListStatusDueAsync(
            DateTimeOffset lookedAtBefore, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StoredCredential>>([]);

        public Task SetStatusAsync(string id, bool? isRevoked, DateTimeOffset lookedAt, CancellationToken cancellationToken) => throw fault;
    }
}
