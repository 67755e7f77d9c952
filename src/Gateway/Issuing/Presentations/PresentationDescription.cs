using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>What the description of the API says of signing presentations.</summary>
internal static class PresentationDescription
{
    public static RouteDescription Prove { get; } = new(
        "Sign a presentation",
        "VC-API. The holder is one of the caller's DIDs, and may be left out where the caller has one only. `options.domain` says for "
        + "whom the presentation is meant, `options.challenge` what it answers: in a token they are `aud` and `nonce`. Checked first: data "
        + "model, contexts, holder, that each credential is secured; whether these hold, `POST /presentations/verify` says.")
    {
        Parameters = [new("Accept", ParameterPlace.Header, "application/vp+jwt for the bare token", MediaTypes.Json)],
        Bodies =
        [
            new(MediaTypes.Json, typeof(ProveRequestDocument), "a passport, presented", () => Request(null)),
            new(MediaTypes.JsonLd, typeof(ProveRequestDocument), "presented by an embedded proof", () => Request("eddsa-jcs-2022")),
        ],
        Answers =
        [
            new(201, "Signed", Answer.Json, null, () => new JsonObject { ["verifiablePresentation"] = Examples.EnvelopedPresentation }),
            new(422, "Not signed: every fault is in it", Answer.ProblemJson, typeof(RefusalDocument), () => Examples.Refusal),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType,
            ProblemCodes.NotVerified, ProblemCodes.TooManyRequests, ProblemCodes.SigningUnavailable,
        ],
    };

    private static JsonObject Request(string? suite)
    {
        var options = new JsonObject { ["domain"] = "https://buyer.example.com", ["challenge"] = "d5a1c1a6-7d4b-4f6c-9a55-0d1d2d3f4a5c" };
        if (suite is not null)
        {
            options["cryptosuite"] = suite;
        }

        return new JsonObject
        {
            ["presentation"] = new JsonObject
            {
                ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
                ["type"] = new JsonArray("VerifiablePresentation"),
                ["holder"] = DidExamples.Did,
                ["verifiableCredential"] = new JsonArray(Examples.Envelope),
            },
            ["options"] = options,
        };
    }

    /// <summary>The shape of the request; <see cref="ProveRequest"/> reads it.</summary>
    internal sealed record ProveRequestDocument(object Presentation, ProveOptionsDocument? Options);

    /// <summary>The shape of its options.</summary>
    internal sealed record ProveOptionsDocument(string? Type, string? Cryptosuite, IReadOnlyList<string>? Domain, string? Challenge);
}
