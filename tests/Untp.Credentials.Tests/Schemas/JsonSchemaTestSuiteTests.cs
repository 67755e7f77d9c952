namespace Untp.Credentials.Tests.Schemas;

public class JsonSchemaTestSuiteTests
{
    public static TheoryData<string, int, int, string> Required => SchemaSuite.Rows("", _ => true);

    public static TheoryData<string, int, int, string> Optional => SchemaSuite.Rows("optional/", _ => true);

    public static TheoryData<string, int, int, string> Formats => SchemaSuite.Rows("optional/format/", _ => true);

    [Theory]
    [MemberData(nameof(Required))]
    public void Gives_the_verdict_of_every_required_test(string file, int group, int test, string name) =>
        Run(file, group, test, name, assertFormats: false);

    [Theory]
    [MemberData(nameof(Optional))]
    public void Gives_the_verdict_of_the_optional_tests(string file, int group, int test, string name) =>
        Run(file, group, test, name, assertFormats: false);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Gives_the_verdict_of_the_tests_of_formats(string file, int group, int test, string name) =>
        Run(file, group, test, name, assertFormats: true);

    private static void Run(string file, int group, int test, string name, bool assertFormats)
    {
        var reason = LeftOut.Reason(file, name);
        Assert.SkipWhen(reason is not null, reason ?? "");
        SchemaSuite.Run(file, group, test, assertFormats);
    }
}
