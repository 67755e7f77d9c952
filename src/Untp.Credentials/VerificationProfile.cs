namespace Untp.Credentials;

/// <summary>Which checks apply, as data.</summary>
/// <param name="Name">The profile's name in options.</param>
/// <param name="Checks">The names of the checks that apply.</param>
public sealed record VerificationProfile(string Name, IReadOnlyList<string> Checks)
{
    /// <summary>Everything that UNTP asks: data model, schema, contexts, validity, proof and status.</summary>
    public static VerificationProfile Untp { get; } = new(
        "untp",
        [CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd, CheckNames.Validity, CheckNames.Proof, CheckNames.Status]);

    /// <summary>Any W3C credential: data model, validity and proof.</summary>
    public static VerificationProfile W3c { get; } = new("w3c", [CheckNames.DataModel, CheckNames.Validity, CheckNames.Proof]);
}
