using System.Globalization;

namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads the two forms in which UNTP writes dates.</summary>
internal static class Dates
{
    /// <summary>A point in time, or the start of a day; null for anything else.</summary>
    public static DateTimeOffset? Read(string text) =>
        DateTimeStamp.TryParse(text, out var time) ? time
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day
        : null;
}
