using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// Compiles JSON Schemas (2020-12) of a closed set of documents. Nothing is ever fetched: a reference to what was not added is a fault.
/// Add every document first, then compile. Not for several threads at once; what it compiles is.
/// </summary>
public sealed class JsonSchemaCompiler(JsonSchemaOptions options)
{
    private readonly SchemaResources _resources = new();
    private Compilation? _compilation;

    /// <summary>Adds a document, with every <c>$id</c> and anchor within it. Keeps a copy.</summary>
    /// <param name="uri">Where the document belongs: absolute, without fragment. It is the base of its <c>$id</c>.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="JsonSchemaException">A URI is taken, or an <c>$id</c> or anchor is ill-formed.</exception>
    public void Add(Uri uri, JsonElement schema)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new ArgumentException("a schema's URI is absolute", nameof(uri));
        }

        _resources.Add(uri, schema.Clone());
    }

    /// <summary>Compiles one of the schemas, with all that it refers to.</summary>
    /// <param name="uri">The URI it was added under or its <c>$id</c>; a fragment names a part.</param>
    /// <exception cref="JsonSchemaException">
    /// There is no such schema, a reference leads nowhere or round in a circle, the dialect or one of its vocabularies is not known, a
    /// keyword is ill-formed, or a pattern cannot run in linear time.
    /// </exception>
    public JsonSchema Compile(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var place = _resources.Resolve(uri.AbsoluteUri, uri.Fragment, uri.AbsoluteUri);
        var compilation = _compilation ?? new Compilation(_resources, options);
        _compilation = null;
        var schema = compilation.Run(place);

        // One that failed is not gone on with: it has left schemas unfinished.
        _compilation = compilation;
        return schema;
    }
}
