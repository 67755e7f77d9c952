using Untp.Credentials.Dids;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>What these cost is measured by <c>Benchmarks micro hostile</c>.</summary>
[Trait("Threat", "9")]
public sealed class HostileCredentialTests
{
    private static readonly CredentialVerifier s_verifier = CredentialVerifier.Create(
        Vocabulary.Load(), new DidResolver(new DidResolverOptions(), new ManualTime()), new StatusOptions(), new ManualTime());

    public static TheoryData<string> Names => [.. HostileCredentials.All().Select(credential => credential.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fails_with_a_report_that_is_shorter_than_the_credential(string name)
    {
        var (_, json) = HostileCredentials.All().Single(credential => credential.Name == name);
        using var credential = Given.Credential(json, MediaTypes.Vc);

        var report = await s_verifier.VerifyAsync(credential, VerificationOptions.Default, new NoFetcher(), CancellationToken.None);

        Assert.False(report.IsVerified);
        Assert.Equal(Verdict.Failed, report.Checks.Single(check => check.Check == CheckNames.Proof).Verdict);
        var problems = report.Checks.SelectMany(check => check.Problems.Concat(check.Warnings)).ToList();
        Assert.All(problems, problem => Assert.NotEmpty(problem.Detail));
        Assert.InRange(problems.Sum(problem => problem.Detail.Length + (problem.Pointer?.Length ?? 0)), 1, json.Length / 2);
    }
}
