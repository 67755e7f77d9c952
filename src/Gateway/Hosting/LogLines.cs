using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Hosting;

/// <summary>
/// The log on standard error, in the framework's JSON. Lines that come within a moment go out in one write: under load a write and a
/// thread woken for each would cost more than what they tell of. Who logs waits when too many are waiting; none is dropped.
/// </summary>
internal sealed class LogLines : ILoggerProvider
{
    private const int MaxWaiting = 10_000;

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(10);

    private readonly ConsoleFormatter _formatter;
    private readonly Stream _output;
    private readonly Channel<string> _lines =
        Channel.CreateBounded<string>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Task _writing;

    public LogLines(IEnumerable<ConsoleFormatter> formatters)
        : this(formatters, Console.OpenStandardError())
    {
    }

    internal LogLines(IEnumerable<ConsoleFormatter> formatters, Stream output)
    {
        _formatter = formatters.Single(formatter => formatter.Name == ConsoleFormatterNames.Json);
        _output = output;
        _writing = Task.Run(WriteAsync);
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <summary>Writes what is waiting.</summary>
    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _writing.GetAwaiter().GetResult();
        _output.Dispose();
    }

    /// <summary>What is logged after the end goes nowhere, as there is nobody left to write it.</summary>
    private void Add(string line)
    {
        while (!_lines.Writer.TryWrite(line) && _lines.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
        {
        }
    }

    private async Task WriteAsync()
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            await Task.Delay(s_moment);
            WriteWaiting();
        }
    }

    private void WriteWaiting()
    {
        var text = new StringBuilder();
        while (_lines.Reader.TryRead(out var line))
        {
            text.Append(line);
        }

        try
        {
            _output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }
        catch (IOException)
        {
            // Whoever read standard error has gone: there is no other place to say so, and the program goes on.
        }
    }

    private sealed class Category(LogLines lines, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter();
            lines._formatter.Write(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter), null, text);
            lines.Add(text.ToString());
        }
    }
}
