using Gateway.Issuing;
using Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Gateway.Commands;

/// <summary>Says in a line each why the program cannot start, where an operator can do something about it.</summary>
internal static class StartFaults
{
    /// <summary>The lines; null for what is a fault of the program, whose stack should be seen.</summary>
    public static string? Describe(Exception fault) => fault switch
    {
        AggregateException several when several.InnerExceptions.All(one => Describe(one) is not null) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(Describe)),
        OptionsValidationException bad => string.Join(Environment.NewLine, bad.Failures.Distinct()),

        // of a value that is no number, time or address, and of an address or a file that cannot be had
        InvalidOperationException { InnerException: ArgumentException or FormatException or OverflowException } => fault.Message,
        FormatException or IOException or InvalidDataException or UnauthorizedAccessException => fault.Message,
        DatabaseVersionException or MasterKeyException => fault.Message,
        _ => null,
    };
}
