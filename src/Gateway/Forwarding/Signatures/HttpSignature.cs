using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Untp.Credentials.Proofs;

namespace Gateway.Forwarding;

/// <summary>
/// A signature of an HTTP message (RFC 9421), as it stands in the fields Signature-Input and Signature. Components are named without
/// parameters: what is signed is whole, of the request itself, and in no field of its trailer.
/// </summary>
internal sealed class HttpSignature
{
    public const string InputField = "Signature-Input";
    public const string SignatureField = "Signature";
    private const string Label = "sig1";
    private const int MaxComponents = 32;

    private readonly string _parameters;
    private readonly byte[] _signature;

    private HttpSignature(StructuredItem input, byte[] signature)
    {
        Components = [.. input.List!.Select(item => (string)item.Value)];
        (Created, Expires) = (ReadTime(input["created"]), ReadTime(input["expires"]));
        KeyId = input["keyid"] as string;
        Algorithm = input["alg"] as string;
        _parameters = Write(input);
        _signature = signature;
    }

    /// <summary>The names of what it covers, in order.</summary>
    public IReadOnlyList<string> Components { get; }

    public DateTimeOffset? Created { get; }

    public DateTimeOffset? Expires { get; }

    public string? KeyId { get; }

    /// <summary>Its name in the registry of clause 6.2.</summary>
    public string? Algorithm { get; }

    /// <summary>The kind of key that an algorithm needs (clauses 3.3.4 and 3.3.6); null for one that is none of ours.</summary>
    public static KeyType? KeyTypeOf(string? algorithm) => algorithm switch
    {
        "ed25519" => KeyType.Ed25519,
        "ecdsa-p256-sha256" => KeyType.P256,
        _ => null,
    };

    /// <summary>Signs a message (clause 3.1): the fields to be added to it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="components">What to cover; each must be there.</param>
    /// <param name="created">When.</param>
    /// <param name="signer">With which key; its verification method becomes the <c>keyid</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    public static async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> SignAsync(
        HttpMessage message, IReadOnlyList<string> components, DateTimeOffset created, ISigner signer, CancellationToken cancellationToken)
    {
        var input = new StructuredItem(
            components.Select(name => new StructuredItem(name, [])).ToList(),
            [
                new("created", created.ToUnixTimeSeconds()),
                new("keyid", signer.VerificationMethod),
                new("alg", signer.Algorithm == "ES256" ? "ecdsa-p256-sha256" : "ed25519"),
            ]);
        var parameters = Write(input);
        var text = WriteBase(message, components, parameters)
            ?? throw new ArgumentException("a component is not there", nameof(components));
        var signature = await signer.SignAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        return
        [
            new(InputField, $"{Label}={parameters}"),
            new(SignatureField, $"{Label}=:{Convert.ToBase64String(signature)}:"),
        ];
    }

    /// <summary>
    /// Reads the one signature of a message (clause 3.2 steps 1 to 4); nothing of it is believed yet. More than one is refused, rather than
    /// one chosen.
    /// </summary>
    public static bool TryRead(
        HttpMessage message, [NotNullWhen(true)] out HttpSignature? signature, [NotNullWhen(false)] out string? fault)
    {
        signature = null;
        if (message["signature-input"] is not { } inputs || message["signature"] is not { } signatures)
        {
            fault = "the request is not signed: it has no fields Signature-Input and Signature (RFC 9421)";
        }
        else if (!StructuredFields.TryReadDictionary(inputs, out var input)
            || !StructuredFields.TryReadDictionary(signatures, out var value))
        {
            fault = "Signature-Input and Signature are dictionaries (RFC 9651), in which no name comes twice";
        }
        else if (input.Count != 1 || value.Count != 1 || !value.TryGetValue(input.Keys.First(), out var member))
        {
            fault = "one signature is read, under the same label in Signature-Input and Signature";
        }
        else if (FindFault(input.Values.First(), member) is { } found)
        {
            fault = found;
        }
        else
        {
            signature = new HttpSignature(input.Values.First(), (byte[])member.Value);
            fault = null;
        }

        return signature is not null;
    }

    /// <summary>Whether it is that of the message by the key (clause 3.2 steps 5 to 9).</summary>
    public bool Holds(HttpMessage message, VerificationKey key) =>
        KeyTypeOf(Algorithm) == key.Type
        && WriteBase(message, Components, _parameters) is { } text
        && key.Verify(Encoding.ASCII.GetBytes(text), _signature);

    /// <summary>What is signed (clause 2.5); null when the message lacks a component, or one is not ASCII in one line.</summary>
    internal static string? WriteBase(HttpMessage message, IReadOnlyList<string> components, string parameters)
    {
        var text = new StringBuilder();
        foreach (var name in components)
        {
            if (message[name] is not { } value || !Ascii.IsValid(value) || value.AsSpan().ContainsAny("\r\n\0"))
            {
                return null;
            }

            text.Append('"').Append(name).Append("\": ").Append(value).Append('\n');
        }

        return text.Append("\"@signature-params\": ").Append(parameters).ToString();
    }

    private static string? FindFault(StructuredItem input, StructuredItem signature)
    {
        if (signature is not { Value: byte[], Parameters.Count: 0 } || input.List is not { Count: <= MaxComponents } components)
        {
            return $"Signature-Input names at most {MaxComponents} components in a list, and Signature is bytes";
        }

        // clause 2: names in lower case, none twice
        var names = components.Select(c => c.Value as string).ToList();
        if (components.Any(c => c.Parameters.Count > 0) || !names.All(IsName))
        {
            return "components are names in lower case, without parameters";
        }

        return names.Distinct(StringComparer.Ordinal).Count() != names.Count ? "a component comes twice" : null;
    }

    private static bool IsName(string? text) => text is { Length: > 0 }
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '@');

    /// <summary>As the field was written by who follows RFC 9651 clause 4.1: what is signed is this text, not that of the field.</summary>
    private static string Write(StructuredItem list)
    {
        var text = new StringBuilder("(");
        text.AppendJoin(' ', list.List!.Select(item => WriteBare(item.Value))).Append(')');
        foreach (var (name, value) in list.Parameters)
        {
            text.Append(';').Append(name);
            if (value is not true)
            {
                text.Append('=').Append(WriteBare(value));
            }
        }

        return text.ToString();
    }

    private static string WriteBare(object value) => value switch
    {
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        long number => number.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.0##", CultureInfo.InvariantCulture),
        bool flag => flag ? "?1" : "?0",
        byte[] bytes => $":{Convert.ToBase64String(bytes)}:",
        DateTimeOffset time => "@" + time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        StructuredToken token => token.Text,
        _ => throw new ArgumentException("no bare item", nameof(value)),
    };

    private static DateTimeOffset? ReadTime(object? seconds) =>
        seconds is long and >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
}
