using System.Globalization;
using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Dids;

namespace Gateway.Issuing;

/// <summary>DIDs resolved for anybody: the HTTP binding of DID Resolution 1.0 (clause 12.1), under the limits of strangers.</summary>
internal static class ResolutionEndpoints
{
    private const string VersionId = "versionId";
    private const string VersionTime = "versionTime";

    private static readonly string[] s_written =
        [DidMediaTypes.Resolution, DidMediaTypes.Did, DidMediaTypes.DidJson, DidMediaTypes.DidJsonLd];

    public static void MapResolution(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/dids/{did}", ResolveAsync)
            .AllowAnonymous().RequireRateLimiting(RateLimits.Verification).WithTags("DIDs").Describe(DidsDescription.Resolve);

    private static Task<Answer> ResolveAsync(
        HttpContext context,
        VerificationDesk desk,
        StrangerPlaces places,
        OwnDids own,
        IDidStore store,
        CancellationToken cancellationToken)
    {
        var mediaType = Accepted.Choose(context.Request, [.. s_written, MediaTypes.Json]);
        mediaType = mediaType == MediaTypes.Json ? DidMediaTypes.Resolution : mediaType;
        if (FindFault(context, mediaType, own, out var did, out var version) is { } problem)
        {
            return Task.FromResult(ResolutionText.Refuse(problem));
        }

        return places.WorkAsync(context, default, AnswerAsync, cancellationToken);

        async Task<Answer> AnswerAsync(ReadOnlyMemory<byte> nothing)
        {
            if (own.Contains(did))
            {
                return ResolutionText.Of(did, await store.FindDocumentAsync(did, version, cancellationToken), mediaType!);
            }

            return ResolutionText.Of(await desk.ResolveAsync(did, context, cancellationToken), mediaType!);
        }
    }

    private static Problem? FindFault(HttpContext context, string? mediaType, OwnDids own, out string did, out int? version)
    {
        version = null;
        var isRead = DidTarget.TryRead(context, out var text);
        did = text ?? "";
        if (mediaType is null)
        {
            return new Problem(
                ProblemTypes.DidRepresentationNotSupported, "Representation not supported", $"written are {string.Join(", ", s_written)}");
        }

        if (!isRead || !DidUrl.IsDid(did))
        {
            return new Problem(
                ProblemTypes.InvalidDid, "Not a DID", $"a DID is did:, a method and an identifier, at most {DidUrl.MaxLength} characters");
        }

        if (!Query.TryRead(context.Request, [VersionId, VersionTime], null, out var query, out _))
        {
            return new Problem(ProblemTypes.InvalidDidOptions, "Invalid options", $"read are {VersionId}, once");
        }

        return FindFault(query, own.Contains(did), ref version);
    }

    private static Problem? FindFault(Query query, bool isOwn, ref int? version)
    {
        if (query[VersionTime] is not null || (query[VersionId] is not null && !isOwn))
        {
            return new Problem(
                ProblemTypes.DidFeatureNotSupported,
                "Feature not supported",
                $"{VersionId} is read of this gateway's own DIDs, {VersionTime} never");
        }

        if (query[VersionId] is not { } asked)
        {
            return null;
        }

        version = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return version is null ? new Problem(ProblemTypes.InvalidDidOptions, "Invalid options", $"a {VersionId} is a number from 1") : null;
    }
}
