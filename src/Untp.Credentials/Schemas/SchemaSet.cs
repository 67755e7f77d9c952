using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>Compiles the files of a manifest, cores before what adds to them.</summary>
internal sealed class SchemaSet
{
    private static readonly Uri s_base = new("https://untp-gateway.example/schemas/");

    private readonly JsonSchemaCompiler _compiler = new(new JsonSchemaOptions { AssertFormats = true });
    private readonly Dictionary<SchemaName, Artefact> _entries = [];
    private readonly Dictionary<SchemaName, RegisteredSchema> _compiled = [];
    private readonly HashSet<SchemaName> _open = [];

    private SchemaSet(VocabularyFiles files)
    {
        foreach (var file in files.Manifest.Entries.Select(entry => entry.File!).Distinct())
        {
            Named(file, uri => _compiler.Add(uri, JsonElement.Parse(files.Files[file])));
        }

        foreach (var entry in files.Manifest.Entries)
        {
            foreach (var type in entry.Types)
            {
                if (!_entries.TryAdd(new SchemaName(entry.Publisher, entry.Version, type), entry))
                {
                    throw new InvalidDataException($"the manifests list two schemas for {entry.Publisher} {entry.Version} {type}");
                }
            }
        }
    }

    /// <summary>Compiles every schema that is for a type, in the manifest's order.</summary>
    /// <exception cref="InvalidDataException">A file cannot be used, or an entry extends what is not there; the message names it.</exception>
    public static IReadOnlyDictionary<SchemaName, RegisteredSchema> Compile(VocabularyFiles files)
    {
        var set = new SchemaSet(files);
        return set._entries.Keys.ToDictionary(name => name, set.Compile);
    }

    private RegisteredSchema Compile(SchemaName name)
    {
        if (_compiled.TryGetValue(name, out var done))
        {
            return done;
        }

        var entry = _entries[name];
        if (!_open.Add(name) || (entry.Extends is not null && !_entries.ContainsKey(entry.Extends)))
        {
            throw new InvalidDataException(
                $"schemas/{entry.File} is to extend {entry.Extends!.Publisher} {entry.Extends.Version} {entry.Extends.Type}, "
                + "which no manifest lists or which extends it in turn");
        }

        var core = entry.Extends is null ? null : Compile(entry.Extends);
        JsonSchema schema = null!;
        Named(entry.File!, uri => schema = _compiler.Compile(uri));
        return _compiled[name] = new RegisteredSchema(entry, name.Type, schema, core);
    }

    /// <summary>A fault of a file names it.</summary>
    private static void Named(string file, Action<Uri> use)
    {
        try
        {
            use(new Uri(s_base, file));
        }
        catch (Exception fault) when (fault is JsonException or JsonSchemaException)
        {
            throw new InvalidDataException($"schemas/{file} cannot be used: {fault.Message}", fault);
        }
    }
}
