using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Readiness;

namespace Gateway.Identifiers;

/// <summary>What the description of the API says of readiness.</summary>
internal static class ReadinessDescription
{
    public static RouteDescription Assess { get; } = new(
        "What a battery passport lacks for the European Union",
        "The attributes of DIN DKE SPEC 99100, one by one: present, missing or wrong, mandatory or recommended, and where each belongs. "
        + "Those that change while a battery is in use are `lifecycle`: they belong in ModifyEvents, and are counted apart. The body is "
        + "the passport, a draft or signed; a signature is not verified.")
    {
        Bodies =
        [
            new(MediaTypes.VcJwt, null, "a signed passport", () => Examples.Token),
            new(MediaTypes.Vc, null, "a draft of a passport", () => Examples.Draft),
            new(MediaTypes.JsonLd, null, "a draft of a passport", () => Examples.Draft),
            new(MediaTypes.Json, null, "a draft of a passport", () => Examples.Draft),
        ],
        Answers = [new(200, "Every row", Answer.Json, typeof(ReadinessDocument), () => Example)],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType,
            ProblemCodes.TooManyRequests,
        ],
    };

    private static JsonNode Example
    {
        get
        {
            const string At = "/credentialSubject/characteristics/ratedCapacity";
            var row = new ReadinessRow(
                "6.7.2.2",
                "Capacity energy and voltage",
                "Rated capacity",
                IsMandatory: true,
                IsDynamic: false,
                ReadinessStatus.Wrong,
                new ReadinessBelongs(InEvent: false, At, null, "a quantity with value and unit, in AMH (ampere-hours)"),
                At,
                [new ReadinessFault(At + "/unit", "unit must be one of \"AMH\", \"Ah\"; found the string \"KWH\"")]);
            var document = ReadinessDocument.Of(new ReadinessReport("DIN DKE SPEC 99100", [row]), isSigned: true);
            return JsonSerializer.SerializeToNode(document, ReadinessJson.Default.ReadinessDocument)!;
        }
    }
}
