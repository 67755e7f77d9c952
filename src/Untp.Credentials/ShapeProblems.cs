using System.Buffers;
using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;
using Untp.Credentials.Schemas;

namespace Untp.Credentials;

/// <summary>Collects what is wrong with the shape of a document, member by member.</summary>
internal sealed class ShapeProblems
{
    private static readonly SearchValues<byte> s_schemeChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    /// <summary>
    /// A report names so many faults; what is beyond is only counted, or it would be many times as long as what it is about.
    /// </summary>
    private const int MaxProblems = 100;

    /// <summary>Of one kind so many are named, such as one in each item of a list.</summary>
    private const int MostAlike = 5;

    private List<Problem>? _problems;
    private List<Problem>? _warnings;
    private Dictionary<string, int>? _alike;
    private int _omitted;

    public IReadOnlyList<Problem> Problems => _problems is null ? [] : (IReadOnlyList<Problem>)List(_problems);

    /// <summary>What passes and should be known.</summary>
    public IReadOnlyList<Problem> Warnings => (IReadOnlyList<Problem>?)_warnings ?? [];

    public void Warn(Problem warning)
    {
        _warnings ??= [];
        if (_warnings.Count < MaxProblems)
        {
            _warnings.Add(warning);
        }
    }

    public void Add(string expectation, string pointer) => Add(Fault(expectation, pointer));

    public void Add(Problem problem)
    {
        _problems ??= [];
        _alike ??= [];
        var hasRoom = _problems.Count < MaxProblems - 1;
        var alike = _alike.GetValueOrDefault(problem.Detail);
        if (!hasRoom && alike < MostAlike)
        {
            _omitted++;
            return;
        }

        _alike[problem.Detail] = alike + 1;
        if (alike < MostAlike)
        {
            _problems.Add(problem);
        }
    }

    private List<Problem> List(List<Problem> problems) =>
        _omitted == 0
            ? problems.ConvertAll(CountAlike)
            : [.. problems.ConvertAll(CountAlike), Fault($"and {_omitted} more faults", null)];

    /// <summary>Says with the last of a kind how many more there are.</summary>
    private Problem CountAlike(Problem problem) =>
        _alike![problem.Detail] is > MostAlike and var all && _problems!.FindLast(other => other.Detail == problem.Detail) == problem
            ? problem with { Detail = $"{problem.Detail}; and {all - MostAlike} more like it" }
            : problem;

    /// <summary>An absolute URL: a scheme, a colon and something after it, without white space (VCDM 2.0 clause 2.2, URL).</summary>
    public static bool IsUrl(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var text = JsonText.Utf8(value);
        var colon = text.IndexOf((byte)':');
        return colon > 0
            && colon < text.Length - 1
            && char.IsAsciiLetter((char)text[0])
            && !text[..colon].ContainsAnyExcept(s_schemeChars)
            && !text.ContainsAnyInRange((byte)'\0', (byte)' ');
    }

    public void OptionalUrl(JsonElement owner, string name, string at)
    {
        if (owner.TryGetProperty(name, out var value) && !IsUrl(value))
        {
            Add($"{name} is a single absolute URL", $"{at}/{name}");
        }
    }

    public JsonElement? RequiredUrl(JsonElement owner, string name, string at)
    {
        if (owner.TryGetProperty(name, out var value) && IsUrl(value))
        {
            return value;
        }

        Add($"{name} is required, and a single absolute URL", $"{at}/{name}");
        return null;
    }

    /// <summary>Clause 4.5: one string or an array of strings, <paramref name="wanted"/> among them.</summary>
    public void RequiredTypes(JsonElement owner, string at, string? wanted = null)
    {
        if (!owner.TryGetProperty("type", out var value))
        {
            Add("type is absent", $"{at}/type");
        }
        else if (!AreTypes(value, wanted, out var isWantedThere))
        {
            Add("type is a string or an array of strings, none of them empty", $"{at}/type");
        }
        else if (!isWantedThere)
        {
            Add($"type includes {wanted}", $"{at}/type");
        }
    }

    public DateTimeOffset? OptionalTime(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (DateTimeStamp.TryRead(value, out var time))
        {
            return time;
        }

        Add($"{name} is an xsd:dateTimeStamp: a date and a time with a time zone, as in 2026-01-31T12:00:00Z", $"/{name}");
        return null;
    }

    /// <summary>The value of a document's member: an object, or a non-empty array of objects, each looked at.</summary>
    public void Objects(JsonElement value, string name, Action<ShapeProblems, JsonElement, string> look)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            look(this, value, $"/{name}");
        }
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                var at = $"/{name}/{i++}";
                if (item.ValueKind == JsonValueKind.Object)
                {
                    look(this, item, at);
                }
                else
                {
                    Add($"each {name} is an object", at);
                }
            }
        }
        else
        {
            Add($"{name} is an object, or an array of objects that is not empty", $"/{name}");
        }
    }

    /// <summary>Clause 11.1: a string, a language value object, or an array of these.</summary>
    public void LanguageText(JsonElement owner, string name, string at)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            return;
        }

        var isRight = value.ValueKind == JsonValueKind.Array
            ? value.GetArrayLength() > 0 && value.EnumerateArray().All(IsLanguageText)
            : IsLanguageText(value);
        if (!isRight)
        {
            Add($"{name} is a string, a language value object (@value, @language, @direction), or an array of these", $"{at}/{name}");
        }
    }

    private static Problem Fault(string expectation, string? pointer) =>
        new(ProblemTypes.MalformedValue, "The document is not in the shape of VCDM 2.0", expectation, pointer);

    private static bool AreTypes(JsonElement value, string? wanted, out bool isWantedThere)
    {
        isWantedThere = wanted is null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(wanted));
        if (value.ValueKind != JsonValueKind.Array)
        {
            return IsType(value);
        }

        foreach (var item in value.EnumerateArray())
        {
            if (!IsType(item))
            {
                return false;
            }

            isWantedThere |= item.ValueEquals(wanted);
        }

        return value.GetArrayLength() > 0;
    }

    private static bool IsType(JsonElement value) => value.ValueKind == JsonValueKind.String && !value.ValueEquals(""u8);

    private static bool IsLanguageText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => true,
        JsonValueKind.Object => value.TryGetProperty("@value", out var text)
            && text.ValueKind == JsonValueKind.String
            && value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String && member.Name switch
            {
                "@value" => true,
                "@language" => IriSyntax.IsLanguageTag(member.Value.GetString()!),
                "@direction" => member.Value.GetString() is "ltr" or "rtl",
                _ => false,
            }),
        _ => false,
    };
}
