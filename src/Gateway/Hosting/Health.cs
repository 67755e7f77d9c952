using System.Text.Json;

namespace Gateway.Hosting;

/// <summary>The body of a healthy answer.</summary>
internal sealed record HealthDocument(string Status);

/// <summary>For whatever keeps the gateway running.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", () => Healthy("live")).Describe(new RouteDescription("Whether the process answers", "Needs nothing else.")
        {
            Answers = [AnswerOf("live")],
        });
        health.MapGet("/ready", ReadyAsync).Describe(new RouteDescription("Whether requests can be served", "The database can be reached and is migrated.")
        {
            Answers = [AnswerOf("ready")],
        });
    }

    private static async Task<Answer> ReadyAsync(IReadiness readiness, CancellationToken cancellationToken) =>
        await readiness.FindFaultAsync(cancellationToken) is { } fault ? Problems.Busy(fault) : Healthy("ready");

    private static Answer Healthy(string status) => Answer.Of(200, new HealthDocument(status), HostingJson.Default.HealthDocument);

    private static AnswerDescription AnswerOf(string status) => new(
        200,
        "Yes",
        Answer.Json,
        typeof(HealthDocument),
        () => JsonSerializer.SerializeToNode(new HealthDocument(status), HostingJson.Default.HealthDocument)!);
}
