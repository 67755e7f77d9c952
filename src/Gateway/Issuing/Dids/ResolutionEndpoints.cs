using System.Globalization;
using Gateway.Credentials;
using Gateway.Hosting;
using Microsoft.Net.Http.Headers;
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
        var mediaType = Negotiate(context.Request);
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

    /// <summary>What the client likes best of what is written; the whole result when it does not say; null when it is none of it.</summary>
    private static string? Negotiate(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
        {
            return DidMediaTypes.Resolution;
        }

        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return null;
        }

        return accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1)
            .Select(a => a.MatchesAllTypes || a.MatchesAllSubTypes && a.Type == "application" || a.MediaType == MediaTypes.Json
                ? DidMediaTypes.Resolution
                : Array.Find(s_written, written => a.MediaType.Equals(written, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(mediaType => mediaType is not null);
    }
}
