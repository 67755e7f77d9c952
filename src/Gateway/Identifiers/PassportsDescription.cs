using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Identifiers;

/// <summary>What the description of the API says of passports.</summary>
internal static class PassportsDescription
{
    private static readonly ParameterDescription s_issuer = new(
        "issuer", ParameterPlace.Query, "Whose passport, when it is not to be the one of whoever controls the identifier", Examples.Issuer);

    private static readonly RouteDescription s_either = new(
        "The passport of a product",
        "Of those that the caller may see, from an issuer that controls the identifier (did:web of its host or of a parent domain), or while there is "
        + "none, from whoever published one here first: the one in force, not revoked, valid from latest.")
    {
        Answers =
        [
            new(200, "The passport, exactly the bytes that came in", MediaTypes.VcJwt, null, () => Examples.Token)
            {
                Headers = [.. CredentialsDescription.ServedHeaders, ("Content-Location", "The address of this very credential")],
            },
            new(304, "The client has it"),
        ],
        Problems = [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.NotFound],
    };

    public static RouteDescription ByPath { get; } = s_either with
    {
        Parameters =
        [
            new("productId", ParameterPlace.Path, "The product's URI, percent-encoded once", Examples.ProductId),
            s_issuer,
        ],
    };

    public static RouteDescription ByQuery { get; } = s_either with
    {
        Parameters = [new("id", ParameterPlace.Query, "The product's URI", Examples.ProductId), s_issuer],
    };
}
