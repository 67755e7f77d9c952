using System.Text.Json.Serialization;
using Gateway.Hosting;
using Untp.Credentials.Readiness;

namespace Gateway.Identifiers;

/// <summary>What a battery passport says of what it is asked for.</summary>
/// <param name="Specification">Whose rows these are.</param>
/// <param name="Ready">Whether every mandatory attribute of a passport is there, and nothing is wrong or out of place.</param>
/// <param name="Signed">Whether the passport carries a signature.</param>
/// <param name="Verified">Always false: no signature is verified here.</param>
/// <param name="Note">What that means.</param>
/// <param name="Counts">Over all rows.</param>
/// <param name="Clusters">The rows, in the specification's groups and order.</param>
internal sealed record ReadinessDocument(
    string Specification,
    bool Ready,
    bool Signed,
    bool Verified,
    string Note,
    ReadinessCounts Counts,
    IReadOnlyList<ReadinessClusterDocument> Clusters)
{
    public static ReadinessDocument Of(ReadinessReport report, bool isSigned) => new(
        report.Specification,
        report.IsReady,
        isSigned,
        Verified: false,
        isSigned
            ? "whether the signature holds was not looked at: POST /credentials/verify does that"
            : "a draft: there is no signature",
        ReadinessCounts.Of(report.Rows),
        [.. report.Rows.GroupBy(row => row.Cluster).Select(cluster => new ReadinessClusterDocument(
            cluster.Key, ReadinessCounts.Of([.. cluster]), [.. cluster.Select(ReadinessRowDocument.Of)]))]);
}

/// <summary>Rows that belong together.</summary>
internal sealed record ReadinessClusterDocument(string Name, ReadinessCounts Counts, IReadOnlyList<ReadinessRowDocument> Rows);

/// <summary>One attribute.</summary>
/// <param name="Clause">The specification's number for it.</param>
/// <param name="Attribute">Its name.</param>
/// <param name="Mandatory">Mandatory, or else recommended.</param>
/// <param name="Dynamic">Whether it changes while the battery is in use.</param>
/// <param name="Status">What was found.</param>
/// <param name="Belongs">Where it belongs.</param>
/// <param name="Pointer">Where it was found, right or wrong; null where it was not.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record ReadinessRowDocument(
    string Clause,
    string Attribute,
    bool Mandatory,
    bool Dynamic,
    ReadinessStatus Status,
    ReadinessBelongsDocument Belongs,
    string? Pointer,
    IReadOnlyList<ReadinessFault> Faults)
{
    public static ReadinessRowDocument Of(ReadinessRow row) => new(
        row.Clause,
        row.Attribute,
        row.IsMandatory,
        row.IsDynamic,
        row.Status,
        new ReadinessBelongsDocument(
            row.Belongs.InEvent ? ReadinessHome.ModifyEvent : ReadinessHome.Passport, row.Belongs.At, row.Belongs.Where, row.Belongs.Asks),
        row.Pointer,
        row.Faults);
}

/// <summary>Where an attribute belongs.</summary>
/// <param name="In">In the passport, or in a ModifyEvent about the product.</param>
/// <param name="At">JSON Pointer in which <c>*</c> is every item.</param>
/// <param name="Where">Which of the items: for each pointer, one of the values that its member has.</param>
/// <param name="Asks">What is to stand there, in words.</param>
internal sealed record ReadinessBelongsDocument(
    ReadinessHome In, string At, IReadOnlyDictionary<string, IReadOnlyList<string>>? Where, string Asks);

/// <summary>The kinds of document that attributes belong in.</summary>
internal enum ReadinessHome
{
    Passport,
    ModifyEvent,
}

/// <summary>How many rows stand how; those that belong in events are counted apart.</summary>
internal sealed record ReadinessCounts(ReadinessTally Mandatory, ReadinessTally Recommended, LifecycleTally Lifecycle)
{
    public static ReadinessCounts Of(IReadOnlyList<ReadinessRow> rows)
    {
        var inEvents = rows.Where(row => row.Belongs.InEvent).ToList();
        var wrong = inEvents.Count(row => row.Status == ReadinessStatus.Wrong);
        var inPassport = rows.Except(inEvents).ToLookup(row => row.IsMandatory);
        return new ReadinessCounts(
            ReadinessTally.Of(inPassport[true]), ReadinessTally.Of(inPassport[false]), new LifecycleTally(inEvents.Count, wrong));
    }
}

/// <summary>Rows of a passport, by what was found.</summary>
internal sealed record ReadinessTally(int Rows, int Present, int Missing, int Wrong, int NotApplicable)
{
    public static ReadinessTally Of(IEnumerable<ReadinessRow> rows)
    {
        var found = rows.CountBy(row => row.Status).ToDictionary();
        int Count(ReadinessStatus status) => found.GetValueOrDefault(status);
        return new ReadinessTally(
            found.Values.Sum(),
            Count(ReadinessStatus.Present),
            Count(ReadinessStatus.Missing),
            Count(ReadinessStatus.Wrong),
            Count(ReadinessStatus.NotApplicable));
    }
}

/// <summary>Rows that belong in events, and how many of them stand in the passport all the same.</summary>
internal sealed record LifecycleTally(int Rows, int OutOfPlace);

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCase<ReadinessStatus>), typeof(CamelCase<ReadinessHome>)])]
[JsonSerializable(typeof(ReadinessDocument))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
