namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads events, and products wherever they are named.</summary>
internal static class EventReader
{
    public static EventFacts Read(Node value) =>
        new(value.Text("id"), value.Pointer, value.Date("eventDate"))
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
    public static QuantityFacts[] Products(Node owner, string name)
    {
        List<QuantityFacts>? found = null;
        foreach (var item in owner.Objects(name))
        {
            var quantity = item.Child("quantity");
            foreach (var product in item.Objects("product"))
            {
                if (Product(product) is { } facts)
                {
                    (found ??= []).Add(new QuantityFacts(facts, quantity.Number("value"), quantity.Text("unit"), item.Pointer));
                }
            }
        }

        return found is null ? [] : [.. found];
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
