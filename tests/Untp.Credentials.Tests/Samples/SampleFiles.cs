using System.Text.Json;

namespace Untp.Credentials.Tests.Samples;

/// <summary>What <c>samples/manifest.json</c> lists.</summary>
internal sealed record SampleFiles(string Comment, IReadOnlyList<Sample> Samples, IReadOnlyList<string> Chain)
{
    public static SampleFiles All { get; } =
        JsonSerializer.Deserialize<SampleFiles>(File.ReadAllBytes(PathOf("manifest.json")), JsonSerializerOptions.Web)!;

    /// <summary>Every file that is a sound credential.</summary>
    public IEnumerable<string> Sound => Samples.Select(s => s.File).Concat(Chain).Distinct();

    public static string PathOf(string file) => Path.Combine(Shared.ProjectRoot, "samples", file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));
}

/// <summary>A sound credential and its twin.</summary>
internal sealed record Sample(string File, string Type, bool Minimal, Twin Broken);

/// <summary>A credential with one fault: where, a part of what the report says of it, and the same in plain words.</summary>
internal sealed record Twin(string File, string Fault, string Pointer, string Says);
