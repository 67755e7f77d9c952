using System.Collections.Concurrent;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas;

/// <summary>Reads the JSON-Schema-Test-Suite: files of groups, each a schema with instances and their verdicts.</summary>
internal static class SchemaSuite
{
    internal const string Root = "vectors/json-schema";
    private const string Tests = Root + "/tests/draft2020-12/";
    private static readonly ConcurrentDictionary<string, JsonElement> s_files = new();
    private static readonly ConcurrentDictionary<(string File, int Group), JsonSchema> s_schemas = new();

    /// <summary>One row a test, those left out aside. One row that skips where the suite is absent.</summary>
    internal static TheoryData<string, int, int, string> Rows(string folder)
    {
        var tests = List(folder).Where(test => !LeftOut.Tests.ContainsKey((test.File, test.Name)));
        return [.. tests.Select(test => new TheoryDataRow<string, int, int, string>(test.File, test.Group, test.Test, test.Name))];
    }

    /// <summary>Every test of a folder: file, positions of group and test, and its name.</summary>
    internal static IEnumerable<(string File, int Group, int Test, string Name)> List(string folder)
    {
        if (!Shared.IsPresent)
        {
            yield return ("absent", 0, 0, "");
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(Shared.Path(Tests + folder), "*.json").Order(StringComparer.Ordinal))
        {
            var file = folder + Path.GetFileName(path);
            foreach (var (g, group) in Read(file).EnumerateArray().Index())
            {
                foreach (var (t, test) in group.GetProperty("tests").EnumerateArray().Index())
                {
                    yield return (file, g, t, $"{group.GetProperty("description")}: {test.GetProperty("description")}");
                }
            }
        }
    }

    /// <summary>Compiles the group's schema among the suite's remotes, and checks both ways of evaluation against the verdict.</summary>
    internal static void Run(string file, int group, int test, bool assertFormats)
    {
        Shared.Path(Root);
        var definition = Read(file)[group];
        var schema = s_schemas.GetOrAdd((file, group), _ => Compile(definition.GetProperty("schema"), assertFormats));
        var instance = definition.GetProperty("tests")[test].GetProperty("data");
        var valid = definition.GetProperty("tests")[test].GetProperty("valid").GetBoolean();

        Assert.Equal(valid, schema.IsValid(instance));
        var errors = schema.FindErrors(instance, 100);
        Assert.Equal(valid, errors.Count == 0);
        Assert.All(errors, error => AssertUseful(error, instance));
    }

    /// <summary>Among the metaschema and the remotes of the suite.</summary>
    private static JsonSchema Compile(JsonElement schema, bool assertFormats)
    {
        var uri = new Uri("https://suite.example/schema");
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = assertFormats });
        AddFolder(compiler, Root + "/remotes", "http://localhost:1234/", "");
        AddFolder(compiler, Root + "/metaschema", "https://json-schema.org/draft/2020-12/", ".json");
        compiler.Add(uri, schema);
        return compiler.Compile(uri);
    }

    private static void AddFolder(JsonSchemaCompiler compiler, string folder, string uri, string suffixToDrop)
    {
        var root = Shared.Path(folder);
        foreach (var path in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(root, path).Replace('\\', '/');
            name = suffixToDrop.Length > 0 ? name[..^suffixToDrop.Length] : name;
            compiler.Add(new Uri(uri + name), ReadPath(path));
        }
    }

    private static void AssertUseful(SchemaError error, JsonElement instance)
    {
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(Uri.TryCreate(error.SchemaLocation, UriKind.Absolute, out _), error.SchemaLocation);
        foreach (var token in error.InstancePointer.Split('/').Skip(1).Select(t => t.Replace("~1", "/").Replace("~0", "~")))
        {
            instance = instance.ValueKind == JsonValueKind.Array ? instance[int.Parse(token)] : instance.GetProperty(token);
        }
    }

    private static JsonElement Read(string file) => ReadPath(Shared.Path(Tests + file));

    private static JsonElement ReadPath(string path) =>
        s_files.GetOrAdd(path, p =>
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(p));
            return document.RootElement.Clone();
        });
}
