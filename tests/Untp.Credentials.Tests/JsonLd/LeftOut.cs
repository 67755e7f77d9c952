namespace Untp.Credentials.Tests.JsonLd;

/// <summary>The tests of the JSON-LD suite that are left out, each with its reason.</summary>
internal static class LeftOut
{
    private const string OldVersion = "of JSON-LD 1.0 (specVersion), where 1.1 says otherwise";
    private const string OldMode = "of processing mode json-ld-1.0, which is not implemented";

    private static readonly Dictionary<string, string> s_both = new()
    {
        ["#tc029"] = OldMode,
        ["#tep02"] = OldMode,
        ["#ter02"] = OldVersion,
        ["#ter03"] = OldVersion,
        ["#ter21"] = OldMode,
        ["#ter24"] = OldVersion,
        ["#ter32"] = OldVersion,
        ["#ter42"] = OldMode,
        ["#tpi01"] = OldMode,
        ["#tso01"] = OldMode,
        ["#ttn01"] = OldMode,
    };

    private static readonly Dictionary<string, string> s_expand = new(s_both)
    {
        ["#t0026"] = OldVersion,
        ["#t0038"] = OldVersion,
        ["#t0071"] = OldVersion,
        ["#t0075"] = OldMode,
        ["#t0115"] = OldVersion,
        ["#t0116"] = OldVersion,
        ["#tes01"] = OldMode,
    };

    private static readonly Dictionary<string, string> s_toRdf = new(s_both)
    {
        ["#t0118"] = OldVersion + ", and of generalised RDF, which is never made",
        ["#te014"] = OldVersion,
        ["#te026"] = OldVersion,
        ["#te038"] = OldVersion,
        ["#te071"] = OldVersion,
        ["#te075"] = OldMode + ", and of generalised RDF, which is never made",
        ["#te115"] = OldVersion,
        ["#te116"] = OldVersion,
    };

    internal static IReadOnlyDictionary<string, string> Tests(string manifest) => manifest == "expand" ? s_expand : s_toRdf;
}
