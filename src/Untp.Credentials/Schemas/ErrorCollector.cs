using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>Gathers errors and knows where in the instance the evaluation stands.</summary>
internal sealed class ErrorCollector
{
    private readonly int _max;
    private readonly List<SchemaError> _errors = [];
    private readonly List<InstanceStep> _path;
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

    internal long Count => _errors.Count + _omitted;

    /// <summary>How far from where it began the deepest error is.</summary>
    internal int Reach { get; private set; }

    /// <summary>Whether the value here is of another type, or a member of it says that it is another kind of thing.</summary>
    internal bool IsMismatch { get; private set; }

    /// <summary>A collector for one branch, at the same place, with the room that is left: what is beyond is only counted.</summary>
    internal ErrorCollector Branch() => new(_max - _errors.Count, _path);

    internal void Enter(JsonProperty member) => _path.Add(new InstanceStep(member, -1));

    internal void Enter(int item) => _path.Add(new InstanceStep(default, item));

    internal void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Adds "MEMBER EXPECTATION; found VALUE".</summary>
    internal void Add(KeywordSite site, string expectation, JsonElement found)
    {
        Note(site);
        if (HasRoom())
        {
            Write(site, $"{InstancePath.Describe(_path)} {expectation}; found {Found.Describe(found)}");
        }
    }

    /// <summary>Adds "MEMBER STATEMENT".</summary>
    internal void Add(KeywordSite site, string statement)
    {
        Note(site);
        if (HasRoom())
        {
            Write(site, $"{InstancePath.Describe(_path)} {statement}");
        }
    }

    /// <summary>Takes over what a branch found.</summary>
    internal void Add(ErrorCollector branch)
    {
        var room = Math.Min(_max - _errors.Count, branch._errors.Count);
        _errors.AddRange(branch._errors[..room]);
        _omitted += branch._omitted + branch._errors.Count - room;
        Reach = Math.Max(Reach, branch.Base - Base + branch.Reach);
    }

    internal IReadOnlyList<SchemaError> ToList(string location)
    {
        if (_omitted > 0)
        {
            _errors.Add(new SchemaError("", location, "", string.Create(CultureInfo.InvariantCulture, $"and {_omitted} more errors")));
        }

        return _errors;
    }

    private void Note(KeywordSite site)
    {
        var depth = _path.Count - Base;
        Reach = Math.Max(Reach, depth);
        IsMismatch |= (depth == 0 && site.Name == "type") || (depth <= 1 && site.Name is ("const" or "enum"));
    }

    private bool HasRoom()
    {
        if (_errors.Count < _max)
        {
            return true;
        }

        _omitted++;
        return false;
    }

    private void Write(KeywordSite site, string message) =>
        _errors.Add(new SchemaError(InstancePath.ToPointer(_path), site.Location, site.Name, message));
}
