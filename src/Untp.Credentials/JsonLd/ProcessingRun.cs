using System.Globalization;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd;

/// <summary>One document's way through the processor: where it is, what it has used up, what it has found.</summary>
/// <param name="options">Its limits among them.</param>
/// <param name="findings">Where findings go; null when nobody asks for any.</param>
/// <param name="keepsPlace">Whether it knows where it is; if not, only how deep, and every place is the document.</param>
internal sealed class ProcessingRun(JsonLdOptions options, FindingList? findings, bool keepsPlace = true)
{
    private InstanceStep[] _path = keepsPlace ? new InstanceStep[Math.Min(8, options.MaxDepth)] : [];
    private int _depth;
    private int _contexts;
    private int _terms;
    private int _nodes;

    public JsonLdOptions Options { get; } = options;

    public FindingList? Findings { get; } = findings;

    /// <summary>How many objects and values were expanded.</summary>
    public int Nodes => _nodes;

    /// <summary>JSON Pointer to where the run is.</summary>
    public string Pointer => InstancePath.ToPointer([.. Path]);

    /// <summary>Whether the run is within a member of that name, not at it.</summary>
    public bool IsBelow(ReadOnlySpan<byte> name)
    {
        var path = Path;
        for (var i = 0; i < path.Length - 1; i++)
        {
            if (path[i].Item < 0 && path[i].Member.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<InstanceStep> Path => keepsPlace ? _path.AsSpan(0, _depth) : [];

    public void Enter(JsonProperty member)
    {
        if (keepsPlace)
        {
            Push(new InstanceStep(member, -1));
        }
        else
        {
            GoDeeper();
        }
    }

    public void Enter(int item)
    {
        if (keepsPlace)
        {
            Push(new InstanceStep(default, item));
        }
        else
        {
            GoDeeper();
        }
    }

    public void Leave() => _depth--;

    public void CountContext() => Count(ref _contexts, 1, Options.MaxContexts, "contexts are processed");

    public void CountTerm() => Count(ref _terms, 1, Options.MaxTerms, "term definitions are made");

    public void CountNode() => Count(ref _nodes, 1, Options.MaxNodes, "objects and values are expanded");

    public void CheckQuads(int count)
    {
        if (count > Options.MaxQuads)
        {
            throw Limit(Options.MaxQuads, "quads are made");
        }
    }

    /// <summary>The exception for a fault where the run is.</summary>
    public JsonLdException Fault(string code, string detail, Exception? cause = null) => new(code, detail, Pointer, cause)
    {
        ContextUrl = (cause as JsonLdException)?.ContextUrl,
    };

    /// <summary>The exception for a context that is not known.</summary>
    public JsonLdException UnknownContext(string url) =>
        new(
            JsonLdErrorCodes.LoadingRemoteContextFailed,
            $"the context {Excerpt.Of(url)} is not known and contexts are never fetched",
            Pointer)
        {
            ContextUrl = url,
        };

    private void Push(InstanceStep step)
    {
        if (_depth == _path.Length)
        {
            Grow();
        }

        _path[_depth++] = step;
    }

    private void GoDeeper()
    {
        ThrowIfTooDeep();
        _depth++;
    }

    private void ThrowIfTooDeep()
    {
        if (_depth >= Options.MaxDepth)
        {
            throw Limit(Options.MaxDepth, "levels are read");
        }
    }

    private void Grow()
    {
        ThrowIfTooDeep();
        Array.Resize(ref _path, Math.Min(_depth * 2, Options.MaxDepth));
    }

    private void Count(ref int counter, int more, int limit, string what)
    {
        counter += more;
        if (counter > limit)
        {
            throw Limit(limit, what);
        }
    }

    private JsonLdException Limit(int limit, string what) => Fault(
        JsonLdErrorCodes.LimitExceeded,
        string.Create(CultureInfo.InvariantCulture, $"more than {limit} {what} of one document is refused"));
}
