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

    /// <summary>A credential that is yet to be signed: what it says, by the strict rules of those who issue.</summary>
    public static VerificationProfile Draft { get; } = new(
        "draft", [CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd, CheckNames.Validity])
    {
        IsIssuing = true,
    };

    /// <summary>Any W3C credential: data model, validity, proof and status.</summary>
    public static VerificationProfile W3c { get; } =
        new("w3c", [CheckNames.DataModel, CheckNames.Validity, CheckNames.Proof, CheckNames.Status]);

    /// <summary>Whether credentials are looked at before they are issued: then nothing is let pass with a warning.</summary>
    public bool IsIssuing { get; init; }
}
