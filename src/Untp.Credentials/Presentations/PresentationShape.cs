using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Presentations;

/// <summary>The shape that VCDM 2.0 demands of every presentation (clause 4.13).</summary>
internal static class PresentationShape
{
    /// <summary>Looks at a presentation, secured or yet to be.</summary>
    /// <param name="claims">The presentation.</param>
    /// <param name="maxCredentials">How many credentials it may hold.</param>
    /// <param name="types">Looks its types up; null where another check looks at contexts.</param>
    public static CheckResult Check(JsonElement claims, int maxCredentials, TypeTerms? types = null)
    {
        var shape = new ShapeProblems();
        DataModelCheck.Contexts(claims, shape);
        shape.OptionalUrl(claims, "id", "");
        shape.RequiredTypes(claims, "", "VerifiablePresentation");
        types?.Check(claims, shape);
        Holder(claims, shape);
        if (claims.TryGetProperty("termsOfUse", out var terms))
        {
            shape.Objects(terms, "termsOfUse", DataModelCheck.TypedObject);
        }

        if (claims.TryGetProperty("proof", out var proof))
        {
            shape.Objects(proof, "proof", static (shape, item, at) => shape.RequiredTypes(item, at));
        }

        if (claims.TryGetProperty("verifiableCredential", out var list))
        {
            Credentials(list, maxCredentials, shape);
        }

        return CheckResult.From(CheckNames.DataModel, shape.Problems, shape.Warnings);
    }

    /// <summary>Zero or more: a list of none says nothing and is no fault.</summary>
    private static void Credentials(JsonElement list, int maxCredentials, ShapeProblems shape)
    {
        var count = list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 1;
        if (count > 0)
        {
            shape.Objects(list, "verifiableCredential", Credential);
        }

        if (count > maxCredentials)
        {
            shape.Add($"there are {count} credentials; at most {maxCredentials} are looked at", "/verifiableCredential");
        }
    }

    private static void Holder(JsonElement claims, ShapeProblems shape)
    {
        if (!claims.TryGetProperty("holder", out var holder))
        {
            return;
        }

        if (holder.ValueKind == JsonValueKind.Object)
        {
            shape.RequiredUrl(holder, "id", "/holder");
        }
        else if (!ShapeProblems.IsUrl(holder))
        {
            shape.Add("holder is a URL, or an object whose id is a URL", "/holder");
        }
    }

    /// <summary>An enveloped credential, or one that is secured by an embedded proof; a token alone is none.</summary>
    private static void Credential(ShapeProblems shape, JsonElement item, string at)
    {
        shape.RequiredTypes(item, at);
        if (!item.TryGetProperty("@context", out _))
        {
            shape.Add("each verifiableCredential has an @context of its own", $"{at}/@context");
        }
    }
}
