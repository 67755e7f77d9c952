using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.Tests.JsonLd.Iris;

public sealed class IriReferenceTests
{
    [Theory]
    [InlineData("g:h", "g:h")]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q#s")]
    [InlineData("g#s", "http://a/b/c/g#s")]
    [InlineData("g?y#s", "http://a/b/c/g?y#s")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("g;x", "http://a/b/c/g;x")]
    [InlineData("g;x?y#s", "http://a/b/c/g;x?y#s")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../", "http://a/")]
    [InlineData("../../g", "http://a/g")]
    public void Resolves_the_normal_examples_of_RFC_3986_clause_5_4_1(string reference, string expected) =>
        Assert.Equal(expected, IriReference.Resolve("http://a/b/c/d;p?q", reference));

    [Theory]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("../../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData(".g", "http://a/b/c/.g")]
    [InlineData("g..", "http://a/b/c/g..")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./../g", "http://a/b/g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g/./h", "http://a/b/c/g/h")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("g;x=1/./y", "http://a/b/c/g;x=1/y")]
    [InlineData("g;x=1/../y", "http://a/b/c/y")]
    [InlineData("g?y/./x", "http://a/b/c/g?y/./x")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    [InlineData("g#s/./x", "http://a/b/c/g#s/./x")]
    [InlineData("g#s/../x", "http://a/b/c/g#s/../x")]
    [InlineData("http:g", "http:g")]
    public void Resolves_the_abnormal_examples_of_RFC_3986_clause_5_4_2(string reference, string expected) =>
        Assert.Equal(expected, IriReference.Resolve("http://a/b/c/d;p?q", reference));

    [Theory]
    [InlineData("http://a", "b", "http://a/b")]
    [InlineData("http://a?q", "b", "http://a/b")]
    [InlineData("urn:ex:a", "b", "urn:b")]
    [InlineData("http://a/%7Eb/", "C%41", "http://a/%7Eb/C%41")]
    [InlineData("http://ä/ö/", "../ü", "http://ä/ü")]
    [InlineData("http://a/b?x#y", "?", "http://a/b?")]
    public void Normalises_nothing_and_merges_where_the_base_has_no_path(string baseIri, string reference, string expected) =>
        Assert.Equal(expected, IriReference.Resolve(baseIri, reference));
}
