namespace Untp.Credentials.JsonLd;

/// <summary>A document that JSON-LD 1.1 refuses, or that is too much to process.</summary>
internal sealed class JsonLdException : Exception
{
    public JsonLdException(string code, string message, string? pointer, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        Pointer = pointer;
    }

    /// <summary>One of <see cref="JsonLdErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>JSON Pointer (RFC 6901) to the object or value of the document at fault; null where none can be named.</summary>
    public string? Pointer { get; }

    /// <summary>The context that is not known, where that is the fault.</summary>
    public string? ContextUrl { get; init; }
}
