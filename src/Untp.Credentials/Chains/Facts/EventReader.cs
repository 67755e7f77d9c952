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
        var items = owner.Objects(name);
        var (found, count) = (items.Most == 0 ? [] : new QuantityFacts[items.Most], 0);
        foreach (var item in items)
        {
            var quantity = item.Child("quantity");
            foreach (var product in item.Objects("product"))
            {
                if (Product(product) is { } facts)
                {
                    if (count == found.Length)
                    {
                        Array.Resize(ref found, 2 * count);
                    }

                    found[count++] = new QuantityFacts(facts, quantity.Number("value"), quantity.Text("unit"), item.Pointer);
                }
            }
        }

        return count == found.Length ? found : found[..count];
    }

    public static ProductFacts? Product(in Node product) =>
        product.Texts is { } texts ? texts.Products.Of(product, static node => ReadProduct(node)) : ReadProduct(product);

    private static ProductFacts? ReadProduct(in Node product) =>
        product.Text("id") is { Length: > 0 } id
            ? new ProductFacts(
                id, product.Text("name"), product.Text("modelNumber"), product.Text("batchNumber"), product.Text("itemNumber"))
            : null;
}
