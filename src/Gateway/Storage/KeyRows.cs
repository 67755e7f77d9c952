using System.Data.Common;
using Gateway.Issuing;
using Untp.Credentials.Proofs;

namespace Gateway.Storage;

/// <summary>The statements over the keys of a DID.</summary>
internal static class KeyRows
{
    private const string Insert =
        """
        INSERT INTO signing_keys (id, did_seq, public_key, state, master_key_id, seal, created_at, changed_at)
        VALUES (@id, @did, @public, @state, @master, @seal, @created, @changed)
        ON CONFLICT (id) DO NOTHING
        """;

    // The seal is never written again, only taken away: it may have been made anew under another master key since it was read.
    private const string Update =
        """
        UPDATE signing_keys SET state = @state, changed_at = @changed,
            seal = CASE WHEN @ends = 1 THEN NULL ELSE seal END, master_key_id = CASE WHEN @ends = 1 THEN NULL ELSE master_key_id END
        WHERE id = @id AND did_seq = @did AND (state <> @state OR changed_at <> @changed)
        """;

    private const string Select =
        """
        SELECT id, public_key, state, master_key_id, seal, created_at, changed_at FROM signing_keys
        WHERE did_seq = @did ORDER BY seq
        """;

    /// <summary>A key that may be new; null when none can be: a new one is last, sealed, and as it was made.</summary>
    public static ManagedKey? NewestOf(ManagedDid did) =>
        did.Keys is [.., { Sealed: not null } last] && last.ChangedAt == last.CreatedAt ? last : null;

    public static Task<List<ManagedKey>> ListAsync(Session session, long didSeq) =>
        session.ListAsync(Select, Read, ("@did", didSeq));

    /// <summary>Adds those that are new, and keeps the state of the others.</summary>
    public static async Task WriteAsync(Session session, long didSeq, IReadOnlyList<ManagedKey> keys)
    {
        foreach (var key in keys)
        {
            var added = await session.ExecuteAsync(
                Insert,
                ("@id", key.Id),
                ("@did", didSeq),
                ("@public", key.Public.ToMultibase()),
                ("@state", (int)key.State),
                ("@master", key.Sealed?.MasterKeyId),
                ("@seal", key.Sealed?.Bytes),
                ("@created", key.CreatedAt.ToUnixTimeMilliseconds()),
                ("@changed", key.ChangedAt.ToUnixTimeMilliseconds()));
            if (added == 0)
            {
                await session.ExecuteAsync(
                    Update,
                    ("@state", (int)key.State),
                    ("@changed", key.ChangedAt.ToUnixTimeMilliseconds()),
                    ("@ends", key.Sealed is null ? 1 : 0),
                    ("@id", key.Id),
                    ("@did", didSeq));
            }
        }
    }

    private static ManagedKey Read(DbDataReader row) => new(
        row.GetString(0),
        VerificationKey.TryReadMultibase(row.GetString(1), out var key, out var fault) ? key : throw new InvalidDataException(fault),
        (KeyState)row.GetInt32(2),
        row.GetText(3) is { } master ? new SealedKey(master, row.GetBytes(4)) : null,
        row.GetTime(5),
        row.GetTime(6));
}
