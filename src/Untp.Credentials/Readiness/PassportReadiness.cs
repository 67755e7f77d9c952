using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Readiness;

/// <summary>
/// Says of a battery passport, row by row, whether it holds what regulation asks for. The rules are a file of the vocabulary; this only
/// looks where they point. Nothing is verified. Safe to share.
/// </summary>
public sealed class PassportReadiness
{
    /// <summary>What the file of rules is listed for among the documents of <c>schemas/manifest.json</c>.</summary>
    private const string Kind = "BatteryReadiness";

    private const int MaxFaults = 10;

    private static readonly Uri s_base = new("https://untp-gateway.example/schemas/");

    private readonly ReadinessData _data;
    private readonly Dictionary<string, JsonSchema> _schemas;

    internal PassportReadiness(VocabularyFiles files)
    {
        var file = files.Manifest.Documents.LastOrDefault(entry => entry.Types.Contains(Kind))?.File
            ?? throw new InvalidDataException($"schemas/manifest.json lists no document for {Kind}");
        try
        {
            _data = ReadinessData.Parse(files.Files[file]);
            _schemas = Compile(new Uri(s_base, file), JsonElement.Parse(files.Files[file]));
        }
        catch (Exception fault) when (fault is JsonException or JsonSchemaException)
        {
            throw new InvalidDataException($"schemas/{file} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>Assesses a passport, signed or not.</summary>
    /// <param name="passport">The passport.</param>
    /// <param name="report">Every row.</param>
    /// <param name="problem">Why it cannot be assessed: it is no passport, or one of a version that the rules do not know.</param>
    public bool TryAssess(
        Credential passport, [NotNullWhen(true)] out ReadinessReport? report, [NotNullWhen(false)] out Problem? problem)
    {
        problem = !passport.Types.Contains(_data.AppliesTo.Type)
            ? Refusal($"the credential is no {_data.AppliesTo.Type}", "/type")
            : !passport.Contexts.Intersect(_data.AppliesTo.Contexts).Any()
                ? Refusal($"passports are assessed that have the context {string.Join(" or ", _data.AppliesTo.Contexts)}", "/@context")
                : null;
        report = problem is not null
            ? null
            : new ReadinessReport(
                _data.Specification,
                [.. _data.Clusters.SelectMany(cluster => cluster.Rows.Select(rule => Assess(rule, cluster.Name, passport.Claims)))]);
        return report is not null;
    }

    private ReadinessRow Assess(ReadinessRule rule, string cluster, JsonElement document)
    {
        var place = rule.Event ?? rule.Place!;
        var finding = rule switch
        {
            { Unless: { } unless } when unless.FindIn(document).Any() => new Finding(ReadinessStatus.NotApplicable),
            { Event: not null } => LookOutOfPlace(rule, document),
            _ => Look(rule.Place!, document),
        };
        return new ReadinessRow(
            rule.Clause,
            cluster,
            rule.Attribute,
            rule.Mandatory,
            rule.Dynamic,
            finding.Status,
            new ReadinessBelongs(rule.Event is not null, place.At, place.Where, rule.Asks),
            finding.At?.Pointer,
            finding.Faults ?? []);
    }

    private static Finding LookOutOfPlace(ReadinessRule rule, JsonElement document) =>
        rule.NotAt is not null && Located.Root(document).Find(rule.NotAt).FirstOrDefault() is { } found
            ? new Finding(
                ReadinessStatus.Wrong, found, [new(found.Pointer, "belongs in a ModifyEvent about the product, not in the passport")])
            : new Finding(ReadinessStatus.Lifecycle);

    /// <summary>One item that is right is enough; where none is, the first tells what is wrong.</summary>
    private Finding Look(ReadinessPlace place, JsonElement document)
    {
        Finding? first = null;
        foreach (var found in place.FindIn(document))
        {
            var faults = FindFaults(place, found);
            if (faults.Count == 0)
            {
                return new Finding(ReadinessStatus.Present, found);
            }

            first ??= new Finding(ReadinessStatus.Wrong, found, faults);
        }

        return first ?? new Finding(ReadinessStatus.Missing);
    }

    private List<ReadinessFault> FindFaults(ReadinessPlace place, Located found)
    {
        var faults = place.Expects is null
            ? []
            : _schemas[place.Expects].Evaluate(found.Value, MaxFaults)
                .Select(error => new ReadinessFault(found.Pointer + error.InstancePointer, Message(error, found))).ToList();
        faults.AddRange(
            from demand in place.Beside ?? new Dictionary<string, IReadOnlyList<string>>()
            where !found.Texts(demand.Key).Any(text => demand.Value.Count == 0 || demand.Value.Contains(text))
            select new ReadinessFault(
                found.Pointer,
                $"there must be {demand.Key} beside it{(demand.Value.Count == 0 ? "" : $", one of {string.Join(", ", demand.Value)}")}"));
        return faults;
    }

    /// <summary>The evaluator saw a part of the document only: what it calls the document has a name here.</summary>
    private static string Message(SchemaError error, Located found)
    {
        const string Whole = "the document";
        return error.Message.StartsWith(Whole, StringComparison.Ordinal)
            ? found.Pointer[(found.Pointer.LastIndexOf('/') + 1)..] + error.Message[Whole.Length..]
            : error.Message;
    }

    /// <exception cref="JsonException">A row says neither a place nor an event, or expects what no schema describes.</exception>
    private Dictionary<string, JsonSchema> Compile(Uri uri, JsonElement file)
    {
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        compiler.Add(uri, file);
        var rules = _data.Clusters.SelectMany(cluster => cluster.Rows).ToList();
        var lost = rules.Find(rule => (rule.Place is null) == (rule.Event is null));
        if (lost is not null)
        {
            throw new JsonException($"the row {lost.Clause} is to say a place or an event, and not both");
        }

        return rules.Select(rule => rule.Place?.Expects).OfType<string>().Distinct()
            .ToDictionary(name => name, name => compiler.Compile(new Uri(uri, $"#/$defs/{name}")));
    }

    private static Problem Refusal(string detail, string pointer) =>
        new(ProblemTypes.MalformedValue, "Not a passport whose readiness can be assessed", detail, pointer);

    private sealed record Finding(ReadinessStatus Status, Located? At = null, IReadOnlyList<ReadinessFault>? Faults = null);
}
