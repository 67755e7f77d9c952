using System.Text.Json;

namespace Gateway.Credentials;

/// <summary>
/// Finds what a credential is about, by the shapes of UNTP 0.7.0: the product of a passport and the facility it was made at; products
/// and facilities that an attestation assesses, and the party that it is issued to; those of a traceability event; and the subject
/// itself. Takes any shape: what is not there is not found.
/// </summary>
internal static class AboutIndex
{
    private const string PassportType = "DigitalProductPassport";

    /// <summary>Lists of an event that hold <c>{product: {id}}</c>, in Make-, Move- and ModifyEvent.</summary>
    private static readonly string[] s_eventProducts = ["inputProduct", "outputProduct", "movedProduct", "modifiedProduct"];

    /// <summary>Members that are facilities themselves: a product's, then an event's.</summary>
    private static readonly string[] s_facilities =
        ["producedAtFacility", "madeAtFacility", "fromFacility", "toFacility", "modifiedAtFacility"];

    /// <summary>Every product, facility and party id, each once; a passport's product is marked.</summary>
    public static IReadOnlyList<AboutEntry> Read(JsonElement claims, IReadOnlyList<string> types)
    {
        var found = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        var isPassport = types.Contains(PassportType);
        foreach (var subject in Each(claims, "credentialSubject"))
        {
            Add(found, subject, isPassport);
            AddFacilities(found, subject);
            foreach (var party in Each(subject, "issuedToParty"))
            {
                Add(found, party, isPassport: false);
            }

            AddAll(found, s_eventProducts.SelectMany(list => Each(subject, list)), "product");
            foreach (var assessment in Each(subject, "conformityAssessment"))
            {
                AddAll(found, Each(assessment, "assessedProduct"), "product");
                AddAll(found, Each(assessment, "assessedFacility"), "facility");
            }
        }

        return found.Select(entry => new AboutEntry(entry.Key, entry.Value)).ToArray();
    }

    private static void AddFacilities(OrderedDictionary<string, bool> found, JsonElement subject)
    {
        foreach (var facility in s_facilities.SelectMany(name => Each(subject, name)))
        {
            Add(found, facility, isPassport: false);
        }
    }

    private static void AddAll(OrderedDictionary<string, bool> found, IEnumerable<JsonElement> owners, string member)
    {
        foreach (var thing in owners.SelectMany(owner => Each(owner, member)))
        {
            Add(found, thing, isPassport: false);
        }
    }

    private static void Add(OrderedDictionary<string, bool> found, JsonElement thing, bool isPassport)
    {
        if (thing.ValueKind == JsonValueKind.Object
            && thing.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String
            && id.GetString() is { Length: > 0 } text)
        {
            found[text] = isPassport || found.GetValueOrDefault(text);
        }
    }

    /// <summary>The value, or the values of the array; JSON-LD writes one of a kind either way.</summary>
    private static IEnumerable<JsonElement> Each(JsonElement owner, string member)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(member, out var value))
        {
            yield break;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            yield return value;
            yield break;
        }

        foreach (var item in value.EnumerateArray())
        {
            yield return item;
        }
    }
}
