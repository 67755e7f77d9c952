using Gateway.Hosting;
using Microsoft.Net.Http.Headers;
using Untp.Credentials;

namespace Gateway.Auditing;

/// <summary>Reads in which form a caller wants the answer.</summary>
internal static class AuditAccept
{
    private static readonly string[] s_forms = [Answer.Json, MediaTypes.JsonLd, AuditStream.MediaType];

    /// <summary>The form that the caller likes best of those there are; JSON when he says nothing, or names none of them.</summary>
    public static string Read(HttpRequest request)
    {
        var accepted = MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept.OfType<string>()], out var read) ? read : [];
        return accepted.OrderByDescending(type => type.Quality ?? 1)
            .Select(type => Array.Find(s_forms, form => type.MediaType.Equals(form, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(form => form is not null) ?? Answer.Json;
    }
}
