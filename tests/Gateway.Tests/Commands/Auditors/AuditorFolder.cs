using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Commands;

/// <summary>An auditor's working folder, and the program run in it: in a process of its own, its outputs pipes.</summary>
public sealed class AuditorFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("auditor-");

    internal TestIssuer Issuer { get; } = TestIssuer.WithKey();

    internal string Path => _folder.FullName;

    internal string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file; returns its name.</summary>
    internal string Put(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return name;
    }

    internal string Put(string name, byte[] bytes) => Put(name, System.Text.Encoding.UTF8.GetString(bytes));

    /// <summary>A signed passport that verifies.</summary>
    internal async Task<string> PutPassportAsync(Action<JsonObject>? change = null)
    {
        var passport = Issuer.Passport("https://id.maker.example.com/21/1");
        change?.Invoke(passport);
        return Put("passport.jwt", await Issuer.SignAsync(passport));
    }

    internal Task<ProgramResult> RunAsync(params string[] words) => GatewayProgram.RunAsync(GatewayProgram.Start(Path, words));

    internal Task<ProgramResult> RunWithInputAsync(string input, params string[] words) =>
        GatewayProgram.RunAsync(GatewayProgram.Start(Path, words), input);

    public void Dispose() => _folder.Delete(recursive: true);
}
