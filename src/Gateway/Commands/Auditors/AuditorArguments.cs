namespace Gateway.Commands;

/// <summary>The words of an auditor's command: inputs, options such as <c>--at TIME</c> or <c>--at=TIME</c>, and settings.</summary>
internal sealed class AuditorArguments
{
    private readonly Dictionary<string, List<string>> _options = new(StringComparer.Ordinal);
    private readonly List<string> _inputs = [];
    private readonly List<string> _settings = [];

    private AuditorArguments()
    {
    }

    /// <summary>Files, URLs and <c>-</c>, in the order in which they were given.</summary>
    public IReadOnlyList<string> Inputs => _inputs;

    /// <summary>Settings of the program, such as <c>--Gateway:Outbound:TimeLimit=00:00:10</c>.</summary>
    public IReadOnlyList<string> Settings => _settings;

    /// <summary>Reads the words after the command's name.</summary>
    /// <param name="args">The words.</param>
    /// <param name="known">The options that there are; one whose name ends with an equals sign takes a value.</param>
    /// <exception cref="AuditorFaultException">A word is no option of this command, or lacks its value.</exception>
    public static AuditorArguments Read(ReadOnlySpan<string> args, params IReadOnlyList<string> known)
    {
        var read = new AuditorArguments();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = Split(args[i]);
            if (!args[i].StartsWith('-') || args[i] == "-")
            {
                read._inputs.Add(args[i]);
            }
            else if (known.Contains(name) && value is null)
            {
                read.Add(name, "");
            }
            else if (known.Contains(name + "="))
            {
                read.Add(name, value ?? (++i < args.Length ? args[i] : throw new AuditorFaultException($"{name} wants a value")));
            }
            else if (name.Contains(':', StringComparison.Ordinal))
            {
                read._settings.Add(args[i]);
            }
            else
            {
                throw new AuditorFaultException($"{PlainText.Of(args[i])}: there is no such option; there are {Names(known)}");
            }
        }

        return read;
    }

    public bool Has(string option) => _options.ContainsKey(option);

    /// <summary>The values of an option that may be given more than once.</summary>
    public IReadOnlyList<string> All(string option) => _options.TryGetValue(option, out var values) ? values : [];

    /// <summary>The value of an option; null when it was not given.</summary>
    /// <exception cref="AuditorFaultException">It was given twice.</exception>
    public string? this[string option] => All(option) switch
    {
        [] => null,
        [var only] => only,
        _ => throw new AuditorFaultException($"{option} can be given once"),
    };

    /// <summary>The one input.</summary>
    /// <exception cref="AuditorFaultException">There is none, or another beside it.</exception>
    public string DemandInput(string name) =>
        _inputs is [var only] ? only : throw new AuditorFaultException($"the command wants one {name}, not {_inputs.Count}");

    private void Add(string name, string value)
    {
        if (!_options.TryGetValue(name, out var values))
        {
            _options.Add(name, values = []);
        }

        values.Add(value);
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (arg, null) : (arg[..equals], arg[(equals + 1)..]);
    }

    private static string Names(IReadOnlyList<string> known) => string.Join(", ", known.Select(name => name.TrimEnd('=')));
}
