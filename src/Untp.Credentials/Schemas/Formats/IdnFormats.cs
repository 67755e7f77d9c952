namespace Untp.Credentials.Schemas.Formats;

/// <summary>Internationalised host names.</summary>
internal static class IdnFormats
{
    internal static bool IsHostname(ReadOnlySpan<byte> text) => HostFormats.IsHostname(text);
}
