using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>Each step asks the gateway over HTTP, and throws when the answer is not what it has to be.</summary>
internal sealed class DemoSteps(HttpClient http, DemoHost world)
{
    public async Task<JsonNode> PostAsync(DemoPassport passport, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(passport.Token, cancellationToken);
        return await ReadAsync(answer, HttpStatusCode.Created, "step 3, POST /credentials", cancellationToken);
    }

    public async Task FetchAsync(DemoPassport passport, CancellationToken cancellationToken)
    {
        const string Step = "step 5, GET /passports";
        var path = $"/passports/{Uri.EscapeDataString(passport.ProductId)}";
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Demand(answer.StatusCode == HttpStatusCode.OK, $"{Step}: answered {(int)answer.StatusCode} {body}");
        Demand(body == passport.Token, $"{Step}: the bytes are not those that were sent");
    }

    public async Task ArriveAsync(JsonNode received, DemoPassport passport, TimeSpan atMost, CancellationToken cancellationToken)
    {
        const string Step = "step 6, delivery";
        var webhookId = received["deliveries"]![0]!["id"]!.GetValue<string>();
        var arrival = await world.WaitForAsync(webhookId, atMost, cancellationToken);
        Demand(arrival is not null, $"{Step}: nothing arrived within {atMost.TotalSeconds} s; GET /deliveries says why");
        Demand(Encoding.ASCII.GetString(arrival!.Body) == passport.Token, $"{Step}: the bytes are not those that were sent");
    }

    public async Task<JsonNode> RefuseAsync(DemoPassport passport, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(passport.Tampered, cancellationToken);
        return await ReadAsync(answer, HttpStatusCode.UnprocessableEntity, "step 7, the tampered passport", cancellationToken);
    }

    private async Task<HttpResponseMessage> PostAsync(string token, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(token));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.VcJwt);
        var path = $"/credentials?access=public&to={Uri.EscapeDataString(world.RecipientDid)}";
        return await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(
        HttpResponseMessage answer, HttpStatusCode expected, string step, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            Demand(answer.StatusCode == expected, $"{step}: answered {(int)answer.StatusCode}, not {(int)expected}: {body}");
            return JsonNode.Parse(body)!;
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new DemoException(otherwise);
        }
    }
}

/// <summary>A step of the demonstration did not go as it has to; the message names it.</summary>
internal sealed class DemoException(string message) : Exception(message);
