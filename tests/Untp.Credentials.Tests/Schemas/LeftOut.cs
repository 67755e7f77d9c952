namespace Untp.Credentials.Tests.Schemas;

/// <summary>The optional tests of the suite that are left out, each with its reason.</summary>
internal static class LeftOut
{
    internal static string? Reason(string file, string name) => null;
}
