using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>What the description of the API says of statuses.</summary>
internal static class StatusDescription
{
    public static RouteDescription List { get; } = new(
        "A status list",
        "A BitstringStatusListCredential (Bitstring Status List 1.0), signed by the issuer of the credentials that name it. "
        + "As JSON it carries its proof (eddsa-rdfc-2022); where the issuer's key is P-256 it comes in an envelope.")
    {
        Parameters =
        [
            new("id", ParameterPlace.Path, "The list's id", Examples.Id),
            new("Accept", ParameterPlace.Header, "application/vc, or JSON: with a proof in it, or in an envelope", MediaTypes.VcJwt),
            new("If-None-Match", ParameterPlace.Header, "Entity tags that the client has", DidExamples.ETag),
        ],
        Answers =
        [
            new(200, "The list", MediaTypes.VcJwt, null, () => Examples.Token)
            {
                Headers = [("ETag", "SHA-256 of the bytes"), ("Last-Modified", "when it was signed")],
            },
            new(304, "The client has it"),
        ],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.SigningUnavailable],
    };

    public static RouteDescription Set { get; } = new(
        "Change the status of a credential",
        "VC-API. All entries of the purpose that were handed out for the credential, or the one that is named. A revocation is not undone. "
        + "It takes effect with the next fetch of the list.")
    {
        Bodies =
        [
            new(
                MediaTypes.Json,
                typeof(StatusRequestDocument),
                "revoke a credential",
                () => new JsonObject
                {
                    ["credentialId"] = IssueDescription.CredentialId,
                    ["credentialStatus"] = new JsonObject { ["type"] = StatusEntryDocument.TypeName, ["statusPurpose"] = "revocation" },
                    ["status"] = true,
                    ["reason"] = "recalled",
                }),
        ],
        Answers =
        [
            new(
                200,
                "What it is now",
                Answer.Json,
                typeof(StatusSetDocument),
                () => JsonSerializer.SerializeToNode(
                    new StatusSetDocument(IssueDescription.CredentialId, "revocation", true, true), IssuingJson.Default.StatusSetDocument)!),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.NotNow, ProblemCodes.TooLarge,
            ProblemCodes.UnsupportedMediaType, ProblemCodes.TooManyRequests,
        ],
    };
}
