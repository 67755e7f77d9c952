namespace Untp.Credentials;

/// <summary>Reads a credential that was fetched, whose host may say little of its media type.</summary>
internal static class FetchedCredential
{
    /// <summary>By its media type, where that says enough; else by its first byte.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> body, string? contentType, ParsingLimits limits, out Credential? credential, out string? fault)
    {
        if (MediaTypeOf(body.Span, contentType) is not { } mediaType)
        {
            (credential, fault) = (null, "it is neither a JSON object nor a token");
            return false;
        }

        var isRead = Credential.TryParse(BytesOf(body, mediaType), mediaType, limits, out credential, out var problem);
        fault = problem?.Detail;
        return isRead;
    }

    /// <summary>The media type; null when it is none of a credential.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> body, string? contentType)
    {
        var text = body.TrimStart(" \t\r\n"u8);
        return contentType is MediaTypes.VcJwt or MediaTypes.Vc or MediaTypes.JsonLd ? contentType
            : text.StartsWith("{"u8) ? MediaTypes.Vc
            : text.StartsWith("e"u8) ? MediaTypes.VcJwt
            : null;
    }

    /// <summary>The credential's bytes in the body: a token from a file ends in a line break.</summary>
    public static ReadOnlyMemory<byte> BytesOf(ReadOnlyMemory<byte> body, string mediaType) =>
        mediaType == MediaTypes.VcJwt ? body.Trim(" \t\r\n"u8) : body;
}
