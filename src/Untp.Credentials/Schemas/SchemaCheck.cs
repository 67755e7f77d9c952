using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>The JSON Schemas of the credential's types, in the version that its contexts name; all of them have to hold.</summary>
internal sealed class SchemaCheck(SchemaRegistry registry) : ICheck
{
    /// <summary>The last one may stand for many: the evaluator's count of what it left out.</summary>
    private const int MaxProblems = 100;

    /// <inheritdoc/>
    public string Name => CheckNames.Schema;

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        if (!registry.TryFind(context.Credential, out var schemas, out var problem))
        {
            return ValueTask.FromResult(CheckResult.Failed(Name, problem));
        }

        var claims = context.Credential.Claims;
        var problems = schemas
            .SelectMany(schema => schema.Schema.Evaluate(claims, MaxProblems - 1).Select(error => Describe(error, schema)))
            .Take(MaxProblems)
            .ToList();
        return ValueTask.FromResult(CheckResult.From(Name, problems, FindLeniencies(claims)));
    }

    private static Problem Describe(SchemaError error, RegisteredSchema schema) =>
        new(
            ProblemTypes.MalformedValue,
            "The credential does not match its schema",
            $"{error.Message} ({schema.Publisher} {schema.Version} {schema.Type}, {error.SchemaLocation})",
            error.InstancePointer);

    /// <summary>UNTP 0.7.0 wants the index as an integer, Bitstring Status List (clause 2.1) as a string: both pass.</summary>
    private static Problem[] FindLeniencies(JsonElement claims) =>
        claims.TryGetProperty("credentialStatus", out var status)
        && status.ValueKind == JsonValueKind.Object
        && status.TryGetProperty("statusListIndex", out var index)
        && index.ValueKind == JsonValueKind.String
            ?
            [
                new Problem(
                    ProblemTypes.MalformedValue,
                    "Accepted though the schema says otherwise",
                    "statusListIndex is a string, as W3C Bitstring Status List has it; UNTP 0.7.0 wants an integer",
                    "/credentialStatus/statusListIndex"),
            ]
            : [];
}
