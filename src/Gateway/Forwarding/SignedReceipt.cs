using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.Proofs;

namespace Gateway.Forwarding;

/// <summary>A receipt taken apart; nothing of it is believed yet.</summary>
internal sealed class SignedReceipt
{
    private static readonly ParsingLimits s_limits = new(Receipt.MaxLength, MaxDepth: 4);

    private readonly byte[] _input;
    private readonly byte[] _signature;

    private SignedReceipt(Receipt claims, ReceiptHeader header, JwsEnvelope envelope)
    {
        (Claims, Header) = (claims, header);
        (_input, _signature) = (envelope.SigningInput.ToArray(), envelope.Signature.ToArray());
    }

    public Receipt Claims { get; }

    public ReceiptHeader Header { get; }

    /// <summary>Reads one strictly: with a member that is not a receipt's it is none.</summary>
    public static bool TryRead(string token, [NotNullWhen(true)] out SignedReceipt? receipt)
    {
        receipt = null;
        if (!JwsEnvelope.TryParse(Encoding.UTF8.GetBytes(token), s_limits, out var envelope, out _))
        {
            return false;
        }

        using (envelope)
        {
            if (!StrictJson.TryParse(envelope.Payload, s_limits, out var payload, out _))
            {
                return false;
            }

            using (payload)
            {
                receipt = Read(envelope, payload.RootElement);
            }
        }

        return receipt is not null;
    }

    /// <summary>Whether it was signed by the key.</summary>
    public bool Holds(VerificationKey key) => Header.KeyType == key.Type && key.Verify(_input, _signature);

    private static SignedReceipt? Read(JwsEnvelope envelope, JsonElement payload)
    {
        try
        {
            return envelope.Header.Deserialize(ForwardingJson.Default.ReceiptHeader) is { Typ: Receipt.Type, Kid: not null } header
                && payload.Deserialize(ForwardingJson.Default.Receipt) is { } claims
                && claims is { Iss: not null, Digest: not null, WebhookId: not null, Iat: >= 0 and <= 253_402_300_799 }
                && claims.Verdict is Receipt.Verified or Receipt.Refused or Receipt.Noted
                    ? new SignedReceipt(claims, header, envelope)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
