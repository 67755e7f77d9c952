using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>The body of <c>POST /chains/verify</c>: where to start, what comes with it, and how it is to be judged.</summary>
internal sealed record AuditRequest(IReadOnlyList<AuditStart> Start, IReadOnlyList<ChainDocument> Credentials, AuditWish Wish)
{
    private const int MaxStarts = 100;

    /// <summary>Reads the body, which must not change while the request is in use.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        int maxCredentials,
        [NotNullWhen(true)] out AuditRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;
        var around = new ParsingLimits(body.Length, limits.MaxDepth + 2);
        if (!StrictJson.TryParse(body, around, out var document, out var problem))
        {
            refusal = Problems.Unreadable(problem);
            return false;
        }

        using (document)
        {
            var reader = new Reader(body, limits, maxCredentials);
            refusal = reader.Read(document.RootElement);
            request = refusal is null ? new AuditRequest(reader.Start, reader.Credentials, reader.Wish) : null;
            return refusal is null;
        }
    }

    private sealed class Reader(ReadOnlyMemory<byte> body, ParsingLimits limits, int maxCredentials)
    {
        private AuditWish _wish = new();

        public AuditWish Wish => _wish;

        public List<AuditStart> Start { get; } = [];

        public List<ChainDocument> Credentials { get; } = [];

        public Answer? Read(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                return Problems.Unreadable("the body is not a JSON object", "");
            }

            foreach (var member in root.EnumerateObject())
            {
                var fault = member.Name switch
                {
                    "start" => ReadAll(member, MaxStarts, ReadStart),
                    "credentials" => ReadAll(member, maxCredentials, ReadCredential),
                    _ => WishReader.Read(member, ref _wish) is { } said ? Problems.Unreadable(said, $"/{Escape(member.Name)}") : null,
                };
                if (fault is not null)
                {
                    return fault;
                }
            }

            return Start.Count == 0 ? Problems.Unreadable("start names at least one credential, product or facility", "/start") : null;
        }

        private static Answer? ReadAll(JsonProperty member, int most, Func<JsonElement, string, Answer?> read)
        {
            if (member.Value.ValueKind != JsonValueKind.Array || member.Value.GetArrayLength() > most)
            {
                return Problems.Unreadable($"{member.Name} is an array of at most {most}", "/" + member.Name);
            }

            var i = 0;
            foreach (var item in member.Value.EnumerateArray())
            {
                if (read(item, $"/{member.Name}/{i++}") is { } fault)
                {
                    return fault;
                }
            }

            return null;
        }

        /// <summary>A token has dots and no colon, a URI has a colon, and an id of the gateway's neither.</summary>
        private Answer? ReadStart(JsonElement item, string pointer)
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { } text)
            {
                if (RandomId.IsOne(text))
                {
                    Start.Add(new AuditStart(text, null));
                    return null;
                }

                if (text.Contains(':', StringComparison.Ordinal))
                {
                    Start.Add(new AuditStart(null, ChainStart.At(text)));
                    return null;
                }
            }

            var refusal = TryRead(item, pointer, out var document);
            if (document is not null)
            {
                Start.Add(new AuditStart(null, ChainStart.With(document)));
            }

            return refusal;
        }

        private Answer? ReadCredential(JsonElement item, string pointer)
        {
            var refusal = TryRead(item, pointer, out var document);
            if (document is not null)
            {
                Credentials.Add(document);
            }

            return refusal;
        }

        private Answer? TryRead(JsonElement item, string pointer, out ChainDocument? document)
        {
            document = null;
            if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
            {
                return Problems.Unreadable("a credential is an object, or a compact JWS as a string", pointer);
            }

            if (!Credential.TryParse(item, body, limits, out var credential, out var problem))
            {
                return Problems.Unreadable(problem with { Pointer = pointer + problem.Pointer });
            }

            using (credential)
            {
                document = ChainDocument.Of(credential);
                return credential.Bytes.Length > limits.MaxBytes
                    ? Problems.Unreadable($"a credential has at most {limits.MaxBytes} bytes", pointer)
                    : null;
            }
        }

        private static string Escape(string name) =>
            name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}

/// <summary>Where a chain starts: one of the gateway's ids, or what the library takes.</summary>
internal sealed record AuditStart(string? Id, ChainStart? Start);
