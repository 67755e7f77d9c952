using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>How Idempotency-Keys are honoured (<c>Gateway:Idempotency:*</c>).</summary>
internal sealed class IdempotencyOptions
{
    public const string Section = "Gateway:Idempotency";

    /// <summary>For how long the first answer is given again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepAnswersFor { get; set; } = TimeSpan.FromHours(24);
}
