namespace Untp.Credentials.Tests.Schemas;

public class JsonSchemaTestSuiteTests
{
    public static TheoryData<string, int, int, string> Required => SchemaSuite.Rows("");

    public static TheoryData<string, int, int, string> Optional => SchemaSuite.Rows("optional/");

    public static TheoryData<string, int, int, string> Formats => SchemaSuite.Rows("optional/format/");

    [Theory]
    [MemberData(nameof(Required))]
    public void Gives_the_verdict_of_every_required_test(string file, int group, int test, string name)
    {
        Assert.NotNull(name);
        SchemaSuite.Run(file, group, test, assertFormats: false);
    }

    [Theory]
    [MemberData(nameof(Optional))]
    public void Gives_the_verdict_of_the_optional_tests(string file, int group, int test, string name)
    {
        Assert.NotNull(name);
        SchemaSuite.Run(file, group, test, assertFormats: false);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Gives_the_verdict_of_the_tests_of_formats(string file, int group, int test, string name)
    {
        Assert.NotNull(name);
        SchemaSuite.Run(file, group, test, assertFormats: true);
    }

    [Fact]
    public void Leaves_out_only_optional_tests_that_exist_and_says_how_many_remain()
    {
        Shared.Path(SchemaSuite.Root);
        var optional = SchemaSuite.List("optional/").Concat(SchemaSuite.List("optional/format/"))
            .Select(test => (test.File, test.Name)).ToList();

        Assert.Subset(optional.ToHashSet(), LeftOut.Tests.Keys.ToHashSet());
        Assert.Equal(1299, SchemaSuite.List("").Count());
        Assert.Equal(926, optional.Count);
        Assert.Single(LeftOut.Tests);
    }
}
