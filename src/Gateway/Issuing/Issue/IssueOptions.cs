using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gateway.Issuing;

/// <summary>Reads the options of <c>POST /credentials/issue</c>; one that is not known is refused, as VC-API demands.</summary>
internal static class IssueOptions
{
    private const string Known =
        "the options are type (vc+jwt or DataIntegrityProof), cryptosuite (eddsa-rdfc-2022 or eddsa-jcs-2022), credentialStatus (true or "
        + "false), credentialId, and for proofs proofId and previousProof";

    public static bool TryRead(JsonElement options, ref IssueWish wish, [NotNullWhen(false)] out string? fault)
    {
        fault = Known;
        if (options.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        string? type = null;
        string? suite = null;
        foreach (var option in options.EnumerateObject())
        {
            if (!TryReadMechanism(option, ref type, ref suite) && !TryRead(option, ref wish))
            {
                return false;
            }
        }

        fault = Choose(type, suite) is null ? Known
            : suite is null && (wish.ProofId is not null || wish.PreviousProof.Count > 0) ? "proofId and previousProof are for proofs"
            : null;
        wish = wish with { Mechanism = Choose(type, suite) ?? wish.Mechanism };
        return fault is null;
    }

    /// <summary>Reads one of the two options by which the mechanism is chosen; false for any other, and for what is no string.</summary>
    internal static bool TryReadMechanism(JsonProperty option, ref string? type, ref string? suite)
    {
        var text = option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString() : null;
        (type, suite) = (option.Name == "type" ? text : type, option.Name == "cryptosuite" ? text : suite);
        return text is not null && option.Name is "type" or "cryptosuite";
    }

    internal static SecuringMechanism? Choose(string? type, string? suite) => (type, suite) switch
    {
        (null or "vc+jwt", null) => SecuringMechanism.VcJwt,
        (null or "DataIntegrityProof", "eddsa-rdfc-2022") => SecuringMechanism.EddsaRdfc2022,
        (null or "DataIntegrityProof", "eddsa-jcs-2022") => SecuringMechanism.EddsaJcs2022,
        _ => null,
    };

    private static bool TryRead(JsonProperty option, ref IssueWish wish)
    {
        var value = option.Value;
        var (read, isRead) = (option.Name, value.ValueKind) switch
        {
            ("credentialStatus", JsonValueKind.True or JsonValueKind.False) => (wish with { AddsStatus = value.GetBoolean() }, true),
            ("credentialId", JsonValueKind.String) => (wish with { CredentialId = value.GetString() }, true),
            ("proofId", JsonValueKind.String) => (wish with { ProofId = value.GetString() }, true),
            ("previousProof", JsonValueKind.String) => (wish with { PreviousProof = [value.GetString()!] }, true),
            ("previousProof", JsonValueKind.Array) when value.EnumerateArray().All(id => id.ValueKind == JsonValueKind.String) =>
                (wish with { PreviousProof = [.. value.EnumerateArray().Select(id => id.GetString()!)] }, true),
            _ => (wish, false),
        };
        wish = read;
        return isRead;
    }
}
