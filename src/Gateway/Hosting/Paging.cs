using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gateway.Hosting;

/// <summary>Which page of a list is asked for, by the parameters <c>cursor</c> and <c>limit</c>.</summary>
/// <param name="Start">Where it starts; null at the list's start.</param>
/// <param name="Limit">How many items it has at most.</param>
internal readonly record struct Paging(long? Start, int Limit)
{
    /// <summary>The most that a page has where no option says otherwise.</summary>
    public const int Most = 100;

    private const int Usual = 50;

    /// <summary>Reads the two parameters; the answer when one of them has a fault.</summary>
    public static bool TryRead(Query query, int most, out Paging paging, [NotNullWhen(false)] out Answer? refusal)
    {
        var limit = Math.Min(Usual, most);
        var isLimit = query["limit"] is not { } asked
            || (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most);
        var isCursor = Cursor.TryRead(query["cursor"], out var start);
        paging = new Paging(start, limit);
        refusal = !isLimit ? Problems.InvalidParameter("limit", $"the value is a number from 1 to {most}")
            : !isCursor ? Problems.InvalidParameter("cursor", "the value is none that an earlier page gave")
            : null;
        return refusal is null;
    }
}
