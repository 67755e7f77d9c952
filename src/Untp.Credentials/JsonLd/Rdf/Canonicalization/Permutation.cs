namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>The permutations of a list in lexicographical order, each once even where the list holds a value twice.</summary>
internal static class Permutation
{
    /// <summary>Puts the list in its next order; false when it was in its last, which is the descending one.</summary>
    public static bool Next(Span<int> list)
    {
        var pivot = list.Length - 2;
        while (pivot >= 0 && list[pivot] >= list[pivot + 1])
        {
            pivot--;
        }

        if (pivot < 0)
        {
            return false;
        }

        var larger = list.Length - 1;
        while (list[larger] <= list[pivot])
        {
            larger--;
        }

        (list[pivot], list[larger]) = (list[larger], list[pivot]);
        list[(pivot + 1)..].Reverse();
        return true;
    }
}
