using Untp.Credentials;

namespace Gateway.Commands;

/// <summary>Where a command writes for people: words, and colours only where somebody looks at a terminal.</summary>
internal sealed class Screen(TextWriter output, bool isColoured)
{
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    /// <summary>The terminal, or the file or the pipe that stands in its place; <c>NO_COLOR</c> is heeded.</summary>
    public static Screen Of(TextWriter output, bool isRedirected) =>
        new(output, !isRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>A line of a table: a name, a verdict, and what there is to say of it.</summary>
    public void Row(string name, int width, string verdict, string? said = null)
    {
        output.Write($"  {name.PadRight(width)}  ");
        var gap = new string(' ', Math.Max(2, 15 - verdict.Length));
        output.WriteLine(said is null ? Coloured(verdict) : $"{Coloured(verdict)}{gap}{said}");
    }

    /// <summary>A line below a row, under its last column.</summary>
    public void More(int width, string said) => output.WriteLine($"{new string(' ', width + 19)}{said}");

    /// <summary>The last line.</summary>
    public void Verdict(string verdict) => output.WriteLine(Coloured(verdict));

    private string Coloured(string verdict) => !isColoured ? verdict : verdict switch
    {
        "passed" or "verified" or "valid" => Green + verdict + Plain,
        "failed" or "not verified" or "not valid" => Red + verdict + Plain,
        "undecided" => Yellow + verdict + Plain,
        _ => verdict,
    };

    public static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
