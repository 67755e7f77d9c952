using System.Data.Common;

namespace Gateway.Storage;

/// <summary>Reads columns that may be null, and times.</summary>
internal static class Columns
{
    public static string? GetText(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? GetNumber(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static byte[] GetBytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static DateTimeOffset GetTime(this DbDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? GetTimeOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetTime(column);
}
