using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// The kinds of credentials whose list of contexts was found in order, a kind being the list and the types as they are written: of the
/// next credential of a kind neither needs to be asked again. Only of credentials without an embedded proof, which may call for contexts
/// of its own. Bounded: when full it is begun anew, so that nobody can fill it for good. Safe to share.
/// </summary>
internal sealed class OrderlyKinds
{
    private const int Most = 1024;
    private const int MaxLength = 1024;

    private readonly ConcurrentDictionary<string, bool> _isExtended = new(StringComparer.Ordinal);

    /// <summary>Whether an extension is among the contexts; null when the kind is not known to be in order.</summary>
    public bool? Find(Credential credential)
    {
        Span<char> room = stackalloc char[MaxLength];
        var kind = room[..Write(credential, room)];
        return !kind.IsEmpty && _isExtended.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(kind, out var isExtended)
            ? isExtended
            : null;
    }

    /// <summary>Remembers that a credential's list is in order.</summary>
    public void Add(Credential credential, bool isExtended)
    {
        Span<char> room = stackalloc char[MaxLength];
        if (Write(credential, room) is > 0 and var length)
        {
            if (_isExtended.Count >= Most)
            {
                _isExtended.Clear();
            }

            _isExtended[new string(room[..length])] = isExtended;
        }
    }

    /// <summary>Two JSON values, which nothing else can be written as, a letter a byte; 0 where there is no kind or no room.</summary>
    private static int Write(Credential credential, Span<char> room)
    {
        var claims = credential.Claims;
        if (claims.TryGetProperty("proof"u8, out _)
            || !claims.TryGetProperty("@context"u8, out var contexts)
            || !claims.TryGetProperty("type"u8, out var types))
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
