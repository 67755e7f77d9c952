namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads events, and products wherever they are named.</summary>
internal static class EventReader
{
    public static EventFacts Read(Node value) =>
        new(value.Text("id"), value.Pointer, value.Text("eventDate"))
        {
            Inputs = Products(value, "inputProduct"),
            Outputs = Products(value, "outputProduct"),
            Moved = Products(value, "movedProduct"),
            Modified = Products(value, "modifiedProduct"),
            MadeAt = value.Thing("madeAtFacility"),
            From = value.Thing("fromFacility"),
            To = value.Thing("toFacility"),
            ModifiedAt = value.Thing("modifiedAtFacility"),
        };

    /// <summary>The products of a list whose items hold one each, with its quantity if any.</summary>
    public static IReadOnlyList<QuantityFacts> Products(Node owner, string name)
    {
        var items = owner.Each(name);
        if (items.Count == 0)
        {
            return [];
        }

        var found = new List<QuantityFacts>(items.Count);
        foreach (var item in items)
        {
            foreach (var product in item.Each("product"))
            {
                if (Product(product) is { } facts)
                {
                    var quantity = item.Child("quantity");
                    found.Add(new QuantityFacts(facts, quantity.Number("value"), quantity.Text("unit"), item.Pointer));
                }
            }
        }

        return found;
    }

    public static ProductFacts? Product(Node product) =>
        product.Text("id") is { Length: > 0 } id
            ? new ProductFacts(
                id,
                product.Text("name"),
                product.Pointer,
                product.Text("idGranularity"),
                product.Text("modelNumber"),
                product.Text("batchNumber"),
                product.Text("itemNumber"))
            : null;
}
