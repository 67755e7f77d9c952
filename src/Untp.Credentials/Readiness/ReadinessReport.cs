namespace Untp.Credentials.Readiness;

/// <summary>What a battery passport says of what it is asked for.</summary>
/// <param name="Specification">Whose rows these are.</param>
/// <param name="Rows">Every row, in the specification's order.</param>
public sealed record ReadinessReport(string Specification, IReadOnlyList<ReadinessRow> Rows)
{
    /// <summary>Whether every attribute that is mandatory and belongs in a passport is there, and none is wrong or out of place.</summary>
    public bool IsReady => !Rows.Any(
        row => row.Status == ReadinessStatus.Wrong || (row.IsMandatory && row.Status == ReadinessStatus.Missing));
}

/// <summary>One attribute.</summary>
/// <param name="Clause">The specification's number for it.</param>
/// <param name="Cluster">The group that it belongs to.</param>
/// <param name="Attribute">Its name.</param>
/// <param name="IsMandatory">Mandatory, or else recommended.</param>
/// <param name="IsDynamic">Whether it changes while the battery is in use.</param>
/// <param name="Status">What was found.</param>
/// <param name="Belongs">Where it belongs.</param>
/// <param name="Pointer">Where it was found, right or wrong: JSON Pointer (RFC 6901); null where it was not.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record ReadinessRow(
    string Clause,
    string Cluster,
    string Attribute,
    bool IsMandatory,
    bool IsDynamic,
    ReadinessStatus Status,
    ReadinessBelongs Belongs,
    string? Pointer,
    IReadOnlyList<ReadinessFault> Faults);

/// <summary>Where an attribute belongs.</summary>
/// <param name="InEvent">In a ModifyEvent about the product; else in the passport.</param>
/// <param name="At">JSON Pointer in which <c>*</c> is every item.</param>
/// <param name="Where">Which of the items, by the values of their members: one of those for each pointer.</param>
/// <param name="Asks">What is to stand there, in words.</param>
public sealed record ReadinessBelongs(
    bool InEvent, string At, IReadOnlyDictionary<string, IReadOnlyList<string>>? Where, string Asks);

/// <summary>One thing that is wrong.</summary>
/// <param name="Pointer">Where: JSON Pointer (RFC 6901).</param>
/// <param name="Detail">The member, what was expected and what was found.</param>
public sealed record ReadinessFault(string Pointer, string Detail);

/// <summary>What was found of an attribute.</summary>
public enum ReadinessStatus
{
    /// <summary>It is there and as it should be.</summary>
    Present,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there and not as it should be, or it stands in the passport and belongs in an event.</summary>
    Wrong,

    /// <summary>It belongs in events of the battery's life, which a passport does not hold; rightly it is not there.</summary>
    Lifecycle,

    /// <summary>It is not asked of a battery of this category.</summary>
    NotApplicable,
}
