using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// Gathers errors and knows where in the instance the evaluation stands. What fails in the same way at many places, such as in each item
/// of a list, is told of the first few and counted.
/// </summary>
internal sealed class ErrorCollector
{
    private const int MostAlike = 5;

    private readonly int _max;
    private readonly List<Told> _told = [];
    private readonly List<InstanceStep> _path;
    private Dictionary<Kind, int>? _alike;
    private long _omitted;

    internal ErrorCollector(int max)
        : this(max, [])
    {
    }

    private ErrorCollector(int max, List<InstanceStep> path)
    {
        _max = max;
        _path = path;
        Base = path.Count;
    }

    /// <summary>How deep in the instance this collector began.</summary>
    internal int Base { get; }

    internal long Count { get; private set; }

    /// <summary>How far from where it began the deepest error is.</summary>
    internal int Reach { get; private set; }

    /// <summary>Whether the value here is of another type, or a member of it says that it is another kind of thing.</summary>
    internal bool IsMismatch { get; private set; }

    /// <summary>The name of the member where the evaluation stands.</summary>
    internal string Member => JsonText.Name(_path[^1].Member);

    /// <summary>A collector for one branch, at the same place, with the room that is left: what is beyond is only counted.</summary>
    internal ErrorCollector Branch() => new(_max - _told.Count, _path);

    internal void Enter(JsonProperty member) => _path.Add(new InstanceStep(member, -1));

    internal void Enter(int item) => _path.Add(new InstanceStep(default, item));

    internal void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Adds "MEMBER EXPECTATION; found VALUE".</summary>
    internal void Add(KeywordSite site, string expectation, JsonElement found) => Add(site, expectation, found, Found.Describe);

    /// <summary>Adds "MEMBER EXPECTATION; found DESCRIPTION".</summary>
    internal void Add(KeywordSite site, string expectation, JsonElement found, Func<JsonElement, string> describe)
    {
        Note(site);
        if (HasRoom(site, expectation, out var kind))
        {
            Write(kind, site, $"{InstancePath.Describe(_path)} {expectation}; found {describe(found)}");
        }
    }

    /// <summary>Adds "MEMBER STATEMENT".</summary>
    internal void Add(KeywordSite site, string statement)
    {
        Note(site);
        if (HasRoom(site, statement, out var kind))
        {
            Write(kind, site, $"{InstancePath.Describe(_path)} {statement}");
        }
    }

    /// <summary>Takes over what a branch found.</summary>
    internal void Add(ErrorCollector branch)
    {
        foreach (var told in branch._told)
        {
            if (HasRoom(told.Kind, 1 + told.More))
            {
                Write(told);
            }
        }

        _omitted += branch._omitted;
        Count += branch.Count;
        Reach = Math.Max(Reach, branch.Base - Base + branch.Reach);
    }

    internal IReadOnlyList<SchemaError> ToList(string location)
    {
        var errors = _told.ConvertAll(told => told.ToError());
        if (_omitted > 0)
        {
            errors.Add(new SchemaError("", location, "", string.Create(CultureInfo.InvariantCulture, $"and {_omitted} more errors")));
        }

        return errors;
    }

    private void Note(KeywordSite site)
    {
        Count++;
        var depth = _path.Count - Base;
        Reach = Math.Max(Reach, depth);
        IsMismatch |= (depth == 0 && site.Name == "type") || (depth <= 1 && site.Name is ("const" or "enum" or "contains"));
    }

    private bool HasRoom(KeywordSite site, string expectation, out Kind kind)
    {
        kind = default;
        if (_told.Count >= _max)
        {
            _omitted++;
            return false;
        }

        kind = new Kind(site.Location, expectation, _path is [.., { Item: < 0 } last] ? JsonText.Name(last.Member) : null);
        return HasRoom(kind, 1);
    }

    /// <summary>Whether one more of its kind is told; if not, it is counted with the last that was.</summary>
    private bool HasRoom(Kind kind, long count)
    {
        if (_alike is not null && _alike.GetValueOrDefault(kind) >= MostAlike)
        {
            _told.FindLast(told => told.Kind == kind)!.More += count;
            return false;
        }

        if (_told.Count >= _max)
        {
            _omitted += count;
            return false;
        }

        return true;
    }

    private void Write(Kind kind, KeywordSite site, string message) =>
        Write(new Told(kind, new SchemaError(InstancePath.ToPointer(_path), site.Location, site.Name, message)));

    private void Write(Told told)
    {
        _alike ??= [];
        _alike[told.Kind] = _alike.GetValueOrDefault(told.Kind) + 1;
        _told.Add(told);
    }

    /// <summary>Errors of one kind: one keyword asks for the same of a member of the same name, or of items.</summary>
    private readonly record struct Kind(string Location, string Expectation, string? Member);

    /// <summary>An error, and how many of its kind are not told.</summary>
    private sealed class Told(Kind kind, SchemaError error)
    {
        internal Kind Kind { get; } = kind;

        internal SchemaError Error { get; } = error;

        internal long More { get; set; }

        internal SchemaError ToError() => More == 0
            ? Error
            : Error with { Message = string.Create(CultureInfo.InvariantCulture, $"{Error.Message}; and {More} more like it") };
    }
}
