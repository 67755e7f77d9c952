using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// The JSON Schemas of the credential's types, in the version that its contexts name: each extension's and the core's, all of which have
/// to hold. Liberal with what is received; where the credential is to be issued, what would be a warning is a fault.
/// </summary>
internal sealed class SchemaCheck(SchemaRegistry registry) : ICheck
{
    /// <summary>The last one may stand for many: the evaluator's count of what it left out.</summary>
    private const int MaxProblems = 100;

    /// <summary>Types without a schema; the others are counted.</summary>
    private const int MaxUnserved = 10;

    /// <inheritdoc/>
    public string Name => CheckNames.Schema;

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        if (!registry.TryFind(context.Credential, context.Options.Type, out var choice, out var problem))
        {
            return ValueTask.FromResult(CheckResult.Failed(Name, problem));
        }

        var claims = context.Credential.Claims;
        var problems = new List<Problem>();
        foreach (var schema in choice.Schemas)
        {
            problems.AddRange(Evaluate(schema, claims, MaxProblems / choice.Schemas.Count));
        }

        var concerns = FindConcerns(choice, problems, claims);
        if (!context.IsIssuing)
        {
            return ValueTask.FromResult(CheckResult.From(Name, problems, concerns));
        }

        problems.AddRange([.. concerns, .. choice.Schemas.Where(s => s.Entry.ReceiveOnly).Select(ReceiveOnly)]);
        return ValueTask.FromResult(CheckResult.From(Name, problems, []));
    }

    private static IEnumerable<Problem> Evaluate(RegisteredSchema schema, JsonElement claims, int most) =>
        schema.Schema.Evaluate(claims, Math.Max(1, most - 1)).Select(error => new Problem(
            ProblemTypes.MalformedValue,
            "The credential does not match its schema",
            $"{error.Message} ({schema}, {error.SchemaLocation})",
            error.InstancePointer));

    /// <summary>What was not looked at, and what was let pass.</summary>
    private static List<Problem> FindConcerns(SchemaChoice choice, List<Problem> problems, JsonElement claims)
    {
        List<Problem> concerns = choice.Unserved.Count == 0 ? [] : [.. FindUnserved(choice.Unserved)];
        foreach (var leniency in choice.Leniencies)
        {
            if (JsonPointer.Find(claims, leniency.Pointer)?.ValueKind == leniency.Kind
                && !problems.Exists(problem => problem.Pointer == leniency.Pointer))
            {
                concerns.Add(new Problem(
                    ProblemTypes.MalformedValue, "Accepted though the schema says otherwise", leniency.Because, leniency.Pointer));
            }
        }

        return concerns;
    }

    private static IEnumerable<Problem> FindUnserved(IReadOnlyList<string> types)
    {
        var told = types.Take(MaxUnserved).Select(type => Unserved($"the type {Excerpt.Of(type)}"));
        return types.Count > MaxUnserved
            ? told.Append(Unserved(string.Create(CultureInfo.InvariantCulture, $"{types.Count - MaxUnserved} more types")))
            : told;
    }

    private static Problem Unserved(string types) =>
        new(
            ProblemTypes.MalformedValue,
            "A type is not checked",
            $"there is no schema here for {types}: what that adds to the credential was not looked at",
            "/type");

    private Problem ReceiveOnly(RegisteredSchema schema) =>
        new(
            ProblemTypes.MalformedValue,
            "No version to issue in",
            $"{schema} is accepted from others and no longer issued; issue in {registry.Find(schema.Type)}",
            "/@context");
}
