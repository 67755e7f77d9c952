using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Untp.Credentials;

/// <summary>
/// What was found once of a kind of credentials, a kind being the list of contexts and the types as they are written: of the next
/// credential of the kind it needs not be looked for again. Bounded: when full it is begun anew, so that nobody can fill it for good.
/// Safe to share.
/// </summary>
internal sealed class CredentialKinds<T>
{
    private const int Most = 1024;
    private const int MaxLength = 512;

    private readonly ConcurrentDictionary<string, T> _found = new(StringComparer.Ordinal);

    /// <summary>What is known of the credential's kind.</summary>
    public bool TryFind(Credential credential, [MaybeNullWhen(false)] out T found)
    {
        Span<char> room = stackalloc char[MaxLength];
        var kind = room[..Write(credential, room)];
        return _found.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(kind, out found);
    }

    /// <summary>Remembers what depends on nothing but the kind.</summary>
    public void Add(Credential credential, T found)
    {
        Span<char> room = stackalloc char[MaxLength];
        if (Write(credential, room) is > 0 and var length)
        {
            if (_found.Count >= Most)
            {
                _found.Clear();
            }

            _found[new string(room[..length])] = found;
        }
    }

    /// <summary>Two JSON values, which nothing else can be written as, a letter a byte; 0 where there is no kind or no room.</summary>
    private static int Write(Credential credential, Span<char> room)
    {
        var claims = credential.Claims;
        if (!claims.TryGetProperty("@context"u8, out var contexts) || !claims.TryGetProperty("type"u8, out var types))
        {
            return 0;
        }

        var first = JsonMarshal.GetRawUtf8Value(contexts);
        var second = JsonMarshal.GetRawUtf8Value(types);
        return first.Length + second.Length > room.Length
            ? 0
            : Encoding.Latin1.GetChars(first, room) + Encoding.Latin1.GetChars(second, room[first.Length..]);
    }
}
