namespace Gateway.Issuing;

/// <summary>Knows under which master key the signing keys in the database are sealed; never the key.</summary>
internal interface IMasterKeyStore
{
    /// <summary>The id of the master key; null in a database that has none yet.</summary>
    Task<string?> FindIdAsync(CancellationToken cancellationToken);

    /// <summary>Makes that the master key of a database without one; the id of the one that it has then.</summary>
    Task<string> SetFirstAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// One transaction: every signing key sealed anew, and the new master key's id in place of the old one's. False, and nothing changed,
    /// when the old one is not the database's.
    /// </summary>
    Task<bool> ReplaceAsync(
        string oldId, string newId, Func<StoredSeal, byte[]> reseal, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A signing key as it lies in the database.</summary>
/// <param name="KeyId">Whose seal it is.</param>
/// <param name="Bytes">Nonce, ciphertext, tag.</param>
internal sealed record StoredSeal(string KeyId, byte[] Bytes);
