using System.ComponentModel.DataAnnotations;

namespace Gateway.Forwarding;

/// <summary>Section <c>Gateway:Forwarding</c>: how deliveries are made.</summary>
internal sealed class ForwardingOptions : IValidatableObject
{
    public const string Section = "Gateway:Forwarding";

    /// <summary>Deliveries in flight at once.</summary>
    [Range(1, 1024)]
    public int Parallel { get; set; } = 64;

    /// <summary>Of these, at most so many to the same recipient: one that is slow or dead holds up nobody else.</summary>
    [Range(1, 1024)]
    public int ParallelPerRecipient { get; set; } = 8;

    /// <summary>
    /// How long a claimed delivery is ours unless we say again that it is, as we do while it is being sent. What a process held when it
    /// died is due again after this.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an attempt may take, from finding the recipient's inbox to its answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AttemptLimit { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long to go on trying to keep an attempt's outcome when the database does not take it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RecordLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Without a signal, the store is asked at least this often for what is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long attempts in flight may go on when the gateway is stopped.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The pauses after the first, second, ... failed attempt; when the attempt after the last fails too, the delivery is given up. None:
    /// the usual ones.
    /// </summary>
    public IReadOnlyList<TimeSpan> Pauses { get; set; } = [];

    /// <summary>Attempts before a recipient is believed that answers 3xx or 4xx (408, 425 and 429 are tried like no answer).</summary>
    [Range(1, 100)]
    public int AttemptsWhenRefused { get; set; } = 3;

    /// <summary>A recipient whose attempts fail, half of at least so many within 30 seconds, is left alone for a while.</summary>
    [Range(2, 1000)]
    public int CircuitAttempts { get; set; } = 5;

    /// <summary>How long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan CircuitBreak { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>No recipient's Retry-After is honoured beyond this.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How far from now a signed request may be dated, either way.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan MaxSignatureAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far back a receipt may be dated: so long may the other side give the same answer again.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "3650.00:00:00")]
    public TimeSpan MaxReceiptAge { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a tenant's policy and whom it has registered are remembered, so that a credential does not cost a look.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan PolicyLifetime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the answer to a delivery that came in is given again.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan KeepInboxAnswersFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Recipients that a tenant may register.</summary>
    [Range(1, 1_000_000)]
    public int MaxRecipientsPerTenant { get; set; } = 10_000;

    /// <summary>Deliveries that one replay makes due again.</summary>
    [Range(1, 100_000)]
    public int MaxReplayed { get; set; } = 1000;

    /// <summary>How long after a replay to the same recipient there may be another.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ReplayEvery { get; set; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Pauses.Any(pause => pause < TimeSpan.Zero || pause > TimeSpan.FromDays(7)))
        {
            yield return new ValidationResult("Each must be between 0 and 7 days.", [nameof(Pauses)]);
        }
    }
}
