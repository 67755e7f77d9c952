namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads events, and products wherever they are named.</summary>
internal static class EventReader
{
    public static EventFacts Read(Node value) =>
        new(value.Text("id"u8), value.Pointer, value.Date("eventDate"u8))
        {
            Inputs = Products(value, "inputProduct"),
            Outputs = Products(value, "outputProduct"),
            Moved = Products(value, "movedProduct"),
            Modified = Products(value, "modifiedProduct"),
            MadeAt = value.Thing("madeAtFacility"u8),
            From = value.Thing("fromFacility"u8),
            To = value.Thing("toFacility"u8),
            ModifiedAt = value.Thing("modifiedAtFacility"u8),
        };

    /// <summary>The products of a list whose items hold one each, with its quantity if any.</summary>
    public static QuantityFacts[] Products(Node owner, string name)
    {
        var items = owner.Objects(name);
        var (found, count) = (items.Most == 0 ? [] : new QuantityFacts[items.Most], 0);
        foreach (var item in items)
        {
            var quantity = item.Part("quantity"u8);
            foreach (var product in item.Parts("product"u8))
            {
                if (Product(product) is { } facts)
                {
                    if (count == found.Length)
                    {
                        Array.Resize(ref found, 2 * count);
                    }

                    found[count++] = new QuantityFacts(facts, quantity.Number("value"u8), quantity.Text("unit"u8), item.Pointer);
                }
            }
        }

        return count == found.Length ? found : found[..count];
    }

    public static ProductFacts? Product(in Node product) =>
        product.Texts is { } texts ? texts.Products.Of(product, static node => ReadProduct(node)) : ReadProduct(product);

    private static ProductFacts? ReadProduct(in Node product) =>
        product.Text("id"u8) is { Length: > 0 } id
            ? new ProductFacts(
                id, product.Text("name"u8), product.Text("modelNumber"u8), product.Text("batchNumber"u8), product.Text("itemNumber"u8))
            : null;
}
