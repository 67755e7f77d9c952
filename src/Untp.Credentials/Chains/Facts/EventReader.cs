using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads events, and products wherever they are named.</summary>
internal static class EventReader
{
    public static EventFacts Read(JsonElement value, string at) =>
        new(value.Text("id"), at, value.Text("eventDate"))
        {
            Inputs = Products(value, "inputProduct", at),
            Outputs = Products(value, "outputProduct", at),
            Moved = Products(value, "movedProduct", at),
            Modified = Products(value, "modifiedProduct", at),
            MadeAt = value.Thing("madeAtFacility", at),
            From = value.Thing("fromFacility", at),
            To = value.Thing("toFacility", at),
            ModifiedAt = value.Thing("modifiedAtFacility", at),
        };

    /// <summary>The products of a list whose items hold one each, with its quantity if any.</summary>
    public static List<QuantityFacts> Products(JsonElement owner, string name, string pointer)
    {
        var found = new List<QuantityFacts>();
        foreach (var (item, at) in owner.Each(name, pointer))
        {
            foreach (var (product, where) in item.Each("product", at))
            {
                if (Product(product, where) is { } facts)
                {
                    var quantity = item.Child("quantity");
                    found.Add(new QuantityFacts(facts, quantity.Number("value"), quantity.Text("unit"), at));
                }
            }
        }

        return found;
    }

    public static ProductFacts? Product(JsonElement product, string at) =>
        product.Text("id") is { Length: > 0 } id
            ? new ProductFacts(
                id,
                product.Text("name"),
                at,
                product.Text("idGranularity"),
                product.Text("modelNumber"),
                product.Text("batchNumber"),
                product.Text("itemNumber"))
            : null;
}
