using Gateway.Commands;

namespace Gateway.Tests.Commands;

public sealed class ScreenTests
{
    [Fact]
    public void Colours_verdicts_for_a_terminal()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, isColoured: true);
        screen.Row("proof", 9, "failed", "why");
        screen.Verdict("verified");

        Assert.Equal("  proof      \e[31mfailed\e[0m         why\n\e[32mverified\e[0m\n", output.ToString());
    }

    [Fact]
    public void Colours_nothing_for_a_pipe()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = Screen.Of(output, isRedirected: true);
        screen.Row("proof", 9, "failed", "why");
        screen.Verdict("verified");

        Assert.Equal("  proof      failed         why\nverified\n", output.ToString());
    }
}
