using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>In force at the time of the look: <c>validFrom</c> and <c>validUntil</c> (VCDM 2.0 clause 4.9).</summary>
internal sealed class ValidityCheck : ICheck
{
    /// <inheritdoc/>
    public string Name => CheckNames.Validity;

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        List<Problem>? problems = null;
        if (TryRead(context.Credential, "validFrom", ref problems) is { } from && from > context.At)
        {
            (problems ??= []).Add(Outside(
                "The credential is not yet valid", $"validFrom is {Text(from)}, it is {Text(context.At)}", "/validFrom"));
        }

        if (TryRead(context.Credential, "validUntil", ref problems) is { } until && until < context.At)
        {
            (problems ??= []).Add(Outside(
                "The credential is no longer valid", $"validUntil was {Text(until)}, it is {Text(context.At)}", "/validUntil"));
        }

        return ValueTask.FromResult(CheckResult.From(Name, problems, null));
    }

    private static DateTimeOffset? TryRead(Credential credential, string name, ref List<Problem>? problems)
    {
        if (!credential.Claims.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (DateTimeStamp.TryRead(value, out var time))
        {
            return time;
        }

        (problems ??= []).Add(new Problem(
            ProblemTypes.MalformedValue,
            "The period cannot be read",
            $"{name} is no xsd:dateTimeStamp, so nobody can say when it applies",
            $"/{name}"));
        return null;
    }

    private static Problem Outside(string title, string detail, string pointer) => new(ProblemTypes.Range, title, detail, pointer);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
