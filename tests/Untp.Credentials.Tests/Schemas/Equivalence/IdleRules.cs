namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>Published rules that no document can show to decide, with the reason. None of ours is among them.</summary>
internal static class IdleRules
{
    private const string Root = "https://published.example/schema#/properties/";

    private static readonly string[] s_credential =
    [
        // The first context is to be the W3C one, which says that there is one and that it is among them.
        "@context/contains", "@context/minItems",

        // The name of a member is always a string.
        "@context/items/oneOf/1/propertyNames/type",

        // Of two kinds that a value is neither of, the evaluator tells what is wrong by the first.
        "@context/items/oneOf/1/type", "type/oneOf/1/type", "type/oneOf/1/enum", "issuer/oneOf/1/type", "credentialSubject/oneOf/1/type",
        "credentialStatus/oneOf/1/type", "credentialSchema/oneOf/1/type", "refreshService/oneOf/1/type", "termsOfUse/oneOf/1/type",
        "evidence/oneOf/1/type", "proof/oneOf/1/type",
    ];

    public static IEnumerable<string> Of(string type) =>
        type == "VerifiableCredential" ? s_credential.Select(rule => Root + rule) : [];
}
