namespace Gateway.Hosting;

/// <summary>What a program tells problems apart by where several share a status. Codes are never renamed.</summary>
internal static class ProblemCodes
{
    public const string Unreadable = "unreadable";
    public const string InvalidParameter = "invalid-parameter";
    public const string Unauthenticated = "unauthenticated";
    public const string NotFound = "not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string OtherClaimsHeld = "other-claims-held";
    public const string Delivered = "delivered";
    public const string KeyInUse = "idempotency-key-in-use";
    public const string KeyReused = "idempotency-key-reused";
    public const string TooLarge = "too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string NotVerified = "not-verified";
    public const string Undecided = "undecided";
    public const string TooMuchToIndex = "too-much-to-index";
    public const string DidTaken = "did-taken";
    public const string TooManyOfThem = "too-many-of-them";
    public const string NotNow = "not-in-this-state";
    public const string NotLive = "did-not-live";
    public const string SigningUnavailable = "signing-unavailable";
    public const string TooManyRequests = "too-many-requests";
    public const string BadRequest = "bad-request";
    public const string Busy = "busy";
    public const string InternalError = "internal-error";

    /// <summary>All of them, with what they mean, for the description of the API.</summary>
    public static IReadOnlyList<(string Code, int Status, string Meaning)> All { get; } =
    [
        (Unreadable, 400, "the body cannot be read as what it is said to be"),
        (InvalidParameter, 400, "a query parameter or header is unknown, repeated or ill-formed"),
        (BadRequest, 400, "the request breaks HTTP"),
        (Unauthenticated, 401, "no API key, or none that is in force"),
        (NotFound, 404, "there is no such thing, or the caller may not see it"),
        (MethodNotAllowed, 405, "the route does not know the method"),
        (OtherClaimsHeld, 409, "other claims of the same issuer are held under the same id"),
        (Delivered, 409, "the recipient has taken the delivery: there is nothing to try again"),
        (KeyInUse, 409, "a request with the same Idempotency-Key is being answered: try again"),
        (DidTaken, 409, "there is such a DID already"),
        (NotNow, 409, "the DID or the key is not in a state in which that can be done"),
        (TooLarge, 413, "the body is larger than may be sent"),
        (UnsupportedMediaType, 415, "the media type is not one that the route reads"),
        (NotVerified, 422, "a check failed: trying again will not help"),
        (Undecided, 422, "no check failed and one could not be made: trying again may help"),
        (TooMuchToIndex, 422, "the credential is about more things, or has longer ids, than are indexed"),
        (KeyReused, 422, "the Idempotency-Key was used for another request"),
        (TooManyOfThem, 422, "the tenant has as many of them as it may have"),
        (NotLive, 422, "the DID's document is not published with the key that is to sign"),
        (TooManyRequests, 429, "the caller's allowance is used up: wait as long as Retry-After says"),
        (InternalError, 500, "a fault of the gateway"),
        (SigningUnavailable, 503, "the key store could not sign: nothing was signed, and trying again may help"),
        (Busy, 503, "too much to do for now: wait as long as Retry-After says"),
    ];
}
