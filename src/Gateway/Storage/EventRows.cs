namespace Gateway.Storage;

/// <summary>The statement that adds to the event log; a step of the transaction of what it tells of.</summary>
internal static class EventRows
{
    private const string Insert =
        "INSERT INTO events (at, tenant_id, kind, subject, detail) VALUES (@at, @tenant, @kind, @subject, @detail)";

    /// <param name="session">The transaction's.</param>
    /// <param name="at">When.</param>
    /// <param name="tenantId">Whose.</param>
    /// <param name="kind">Such as <c>credential.received</c>.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="detail">The rest, JSON.</param>
    public static Task AddAsync(Session session, DateTimeOffset at, string tenantId, string kind, string subject, string detail) =>
        session.ExecuteAllAsync([Make(at, tenantId, kind, subject, detail)]);

    /// <inheritdoc cref="AddAsync"/>
    public static Statement Make(DateTimeOffset at, string tenantId, string kind, string subject, string detail) => new(
        Insert,
        ("@at", at.ToUnixTimeMilliseconds()),
        ("@tenant", tenantId),
        ("@kind", kind),
        ("@subject", subject),
        ("@detail", detail));
}
