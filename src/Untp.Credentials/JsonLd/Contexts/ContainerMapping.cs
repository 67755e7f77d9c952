using System.Text.Json;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>Reads @container (JSON-LD 1.1 API clause 4.2.2 step 19.1).</summary>
internal static class ContainerMapping
{
    private const Containers WithGraph = Containers.Graph | Containers.Id | Containers.Index | Containers.Set;

    public static bool TryRead(JsonElement value, out Containers container)
    {
        container = Containers.None;
        if (value.ValueKind != JsonValueKind.Array)
        {
            return TryReadOne(value, out container);
        }

        foreach (var item in value.EnumerateArray())
        {
            if (!TryReadOne(item, out var one))
            {
                return false;
            }

            container |= one;
        }

        return value.GetArrayLength() == 1 || AreCombinable(container);
    }

    private static bool AreCombinable(Containers all)
    {
        if (all.HasFlag(Containers.Graph))
        {
            return (all & ~WithGraph) == 0 && !all.HasFlag(Containers.Id | Containers.Index);
        }

        var besideSet = all & ~Containers.Set;
        return all.HasFlag(Containers.Set)
            && besideSet is Containers.None or Containers.Index or Containers.Id or Containers.Type or Containers.Language;
    }

    private static bool TryReadOne(JsonElement value, out Containers container)
    {
        container = value.ValueKind != JsonValueKind.String
            ? Containers.None
            : Keywords.Of(value.GetString()) switch
            {
                Keyword.Graph => Containers.Graph,
                Keyword.Id => Containers.Id,
                Keyword.Index => Containers.Index,
                Keyword.Language => Containers.Language,
                Keyword.List => Containers.List,
                Keyword.Set => Containers.Set,
                Keyword.Type => Containers.Type,
                _ => Containers.None,
            };
        return container != Containers.None;
    }
}
