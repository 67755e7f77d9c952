using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>What the description of the API says of issuing.</summary>
internal static class IssueDescription
{
    public const string CredentialId = "https://halden-cells.example.com/credentials/4711";

    private static readonly ParameterDescription[] s_publication =
    [
        new("publish", ParameterPlace.Query, "Whether it is kept, indexed and forwarded too; false when absent", "true", Values: ["true", "false"]),
        new("to", ParameterPlace.Query, "With publish: a recipient's DID; may repeat", Examples.Recipient, IsRepeatable: true),
        new(
            "ordered",
            ParameterPlace.Query,
            "With publish: whether each recipient is to get it only when what was sent to it so before is delivered or given up",
            "true",
            Values: ["true", "false"]),
        new("access", ParameterPlace.Query, "With publish: who may read it; recipients when absent", "public", Values: ["public", "recipients"]),
    ];

    public static RouteDescription Issue { get; } = new(
        "Issue a credential",
        "VC-API. The issuer is one of the caller's DIDs, and is never changed. `id`, `validFrom` and the name of an issuer that is an object "
        + "are filled in when absent, and a revocation entry is added when there is no `credentialStatus`, unless "
        + "`options.credentialStatus` is false; an entry with a `statusPurpose` and without list and index gets both. Checked first, all "
        + "of it: data model, schemas, contexts, issuer, id, status.")
    {
        Parameters =
        [
            .. s_publication,
            new("Accept", ParameterPlace.Header, "application/vc+jwt for the bare token", MediaTypes.Json),
            new(IdempotentRequests.HeaderName, ParameterPlace.Header, "As for POST /credentials", "4f1d6a4e-6b0f-4f6c-9a55-0d1d2d3f4a5c"),
        ],
        Bodies =
        [
            new(MediaTypes.Json, typeof(IssueRequestDocument), "a draft of a passport", () => Request),
            new(MediaTypes.JsonLd, typeof(IssueRequestDocument), "a draft of a passport", () => Request),
            new(MediaTypes.JsonLd, typeof(IssueRequestDocument), "one to be secured by an embedded proof", () => ProofRequest),
        ],
        Answers =
        [
            new(201, "Issued", Answer.Json, null, () => new JsonObject { ["verifiableCredential"] = Examples.Envelope })
            {
                Headers = [("Location", "With publish: where it can be fetched"), ("Idempotent-Replayed", "true, when answered before")],
            },
            new(422, "Not issued: every fault is in it", Answer.ProblemJson, typeof(RefusalDocument), () => Examples.Refusal),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.OtherClaimsHeld,
            ProblemCodes.KeyInUse, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType, ProblemCodes.KeyReused,
            ProblemCodes.TooMuchToIndex, ProblemCodes.NotVerified, ProblemCodes.Undecided, ProblemCodes.TooManyRequests,
            ProblemCodes.SigningUnavailable,
        ],
    };

    public static RouteDescription Batch { get; } = new(
        "Issue many credentials",
        "One request of `POST /credentials/issue` a line, one answer a line in the same order: what that route would answer, a problem "
        + "document included. The answers come while drafts are sent: read them meanwhile.")
    {
        Parameters = s_publication,
        Bodies = [new(IssueEndpoints.NdJson, null, "one draft", () => Request.ToJsonString())],
        Answers =
        [
            new(
                200,
                "An answer a line",
                IssueEndpoints.NdJson,
                null,
                () => new JsonObject { ["verifiableCredential"] = Examples.Envelope }.ToJsonString()),
        ],
        Problems =
            [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.UnsupportedMediaType, ProblemCodes.TooManyRequests],
    };

    private static JsonObject Request
    {
        get
        {
            var draft = Examples.Draft.AsObject();
            draft["id"] = CredentialId;
            draft["issuer"]!["id"] = DidExamples.Did;
            return new JsonObject { ["credential"] = draft, ["options"] = new JsonObject { ["type"] = "vc+jwt" } };
        }
    }

    private static JsonObject ProofRequest
    {
        get
        {
            var request = Request;
            request["options"] = new JsonObject { ["type"] = "DataIntegrityProof", ["cryptosuite"] = "eddsa-jcs-2022" };
            return request;
        }
    }

    /// <summary>The shape of the request; <see cref="IssueRequest"/> reads it.</summary>
    internal sealed record IssueRequestDocument(object Credential, IssueOptionsDocument? Options);

    /// <summary>The shape of its options.</summary>
    internal sealed record IssueOptionsDocument(
        string? Type, string? Cryptosuite, bool? CredentialStatus, string? CredentialId, string? ProofId, string? PreviousProof);
}
