using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage;

/// <summary>
/// What stands in an index for a text that others chose: SHA-256 over what kind of text it is and the text. Every key is as long as
/// the next, and no text has a meaning there.
/// </summary>
internal static class IndexKey
{
    /// <summary>For an issuer's DID.</summary>
    public static byte[] Issuer(string did) => Of('i', did);

    /// <summary>For one of a credential's types.</summary>
    public static byte[] Type(string type) => Of('t', type);

    /// <summary>For an id that a credential is about.</summary>
    public static byte[] About(string id) => Of('a', id);

    /// <summary>For a recipient's DID.</summary>
    public static byte[] Recipient(string did) => Of('r', did);

    /// <summary>For an Idempotency-Key.</summary>
    public static byte[] Request(string key) => Of('k', key);

    /// <summary>For the id of a credential whose status entries are looked for.</summary>
    public static byte[] Status(string credentialId) => Of('s', credentialId);

    /// <summary>For a credential's own id, which is its issuer's to give.</summary>
    public static byte[] Identity(string issuer, string credentialId) => Of('c', issuer, credentialId);

    private static byte[] Of(char kind, string text, string more = "")
    {
        // The length of the first text tells where it ends.
        var first = Encoding.UTF8.GetByteCount(text);
        var buffer = new byte[5 + first + Encoding.UTF8.GetByteCount(more)];
        buffer[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(1), first);
        Encoding.UTF8.GetBytes(text, buffer.AsSpan(5));
        Encoding.UTF8.GetBytes(more, buffer.AsSpan(5 + first));
        return SHA256.HashData(buffer);
    }
}
