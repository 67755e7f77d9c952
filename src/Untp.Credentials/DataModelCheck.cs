using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials;

/// <summary>The shape that VCDM 2.0 demands of every credential, clause by clause.</summary>
internal sealed class DataModelCheck : ICheck
{
    private readonly ResourceIntegrity _integrity;
    private readonly TypeTerms? _terms;

    /// <summary>The members that are objects or arrays of these, and how each is looked at.</summary>
    private readonly (byte[] Utf8, string Name, Action<ShapeProblems, JsonElement, string> Look)[] _objects;

    /// <summary>The check.</summary>
    /// <param name="published">The resources whose digests are known.</param>
    /// <param name="terms">Looks types up where no other check looks at contexts; null to look none up.</param>
    public DataModelCheck(PublishedResources published, TypeTerms? terms = null)
    {
        _integrity = new ResourceIntegrity(published);
        _terms = terms;
        _objects =
        [
            ([.. "credentialSubject"u8], "credentialSubject", Subject),
            ([.. "credentialStatus"u8], "credentialStatus", TypedObject),
            ([.. "credentialSchema"u8], "credentialSchema", Schema),
            ([.. "termsOfUse"u8], "termsOfUse", TypedObject),
            ([.. "evidence"u8], "evidence", TypedObject),
            ([.. "refreshService"u8], "refreshService", TypedObject),
            ([.. "confidenceMethod"u8], "confidenceMethod", TypedObject),
            ([.. "renderMethod"u8], "renderMethod", TypedObject),
            ([.. "proof"u8], "proof", static (shape, item, at) => shape.RequiredTypes(item, at)),
        ];
    }

    /// <inheritdoc/>
    public string Name => CheckNames.DataModel;

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var shape = new ShapeProblems();
        var claims = context.Credential.Claims;
        Contexts(claims, shape);
        shape.OptionalUrl(claims, "id", "");
        shape.RequiredTypes(claims, "", "VerifiableCredential");
        if (!context.Options.Profile.Checks.Contains(CheckNames.JsonLd))
        {
            _terms?.Check(claims, shape);
        }

        shape.LanguageText(claims, "name", "");
        shape.LanguageText(claims, "description", "");
        Issuer(claims, shape);
        Validity(claims, shape);
        Objects(claims, shape);
        if (claims.TryGetProperty("relatedResource"u8, out var resources))
        {
            RelatedResources(resources, shape);
        }

        return ValueTask.FromResult(CheckResult.From(Name, shape.Problems, shape.Warnings));
    }

    /// <summary>Clause 4.3: an ordered set, the base context first, the others URLs or objects.</summary>
    internal static void Contexts(JsonElement claims, ShapeProblems shape)
    {
        if (!claims.TryGetProperty("@context"u8, out var contexts))
        {
            shape.Add("@context is absent", "/@context");
            return;
        }

        if (contexts.ValueKind != JsonValueKind.Array || contexts.GetArrayLength() == 0)
        {
            shape.Add("@context is an array with at least one member", "/@context");
            return;
        }

        if (contexts[0].ValueKind != JsonValueKind.String || !contexts[0].ValueEquals(ContextUrls.CredentialsV2))
        {
            shape.Add($"the first member of @context is {ContextUrls.CredentialsV2}", "/@context/0");
        }

        var i = 0;
        foreach (var item in contexts.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object && !ShapeProblems.IsUrl(item))
            {
                shape.Add("a member of @context is a URL or an object", $"/@context/{i}");
            }

            i++;
        }
    }

    /// <summary>Clause 4.7: a URL, or an object with a URL as id.</summary>
    private static void Issuer(JsonElement claims, ShapeProblems shape)
    {
        if (!claims.TryGetProperty("issuer"u8, out var issuer))
        {
            shape.Add("issuer is absent", "/issuer");
        }
        else if (issuer.ValueKind == JsonValueKind.Object)
        {
            shape.RequiredUrl(issuer, "id", "/issuer");
            shape.LanguageText(issuer, "name", "/issuer");
            shape.LanguageText(issuer, "description", "/issuer");
        }
        else if (!ShapeProblems.IsUrl(issuer))
        {
            shape.Add("issuer is a URL, or an object whose id is a URL", "/issuer");
        }
    }

    /// <summary>Most of what may be there is not: each member is looked up, not each name.</summary>
    private void Objects(JsonElement claims, ShapeProblems shape)
    {
        if (!claims.TryGetProperty("credentialSubject"u8, out _))
        {
            shape.Add("credentialSubject is absent", "/credentialSubject");
        }

        foreach (var member in claims.EnumerateObject())
        {
            var name = JsonText.Utf8Name(member);
            foreach (var known in _objects)
            {
                if (name.SequenceEqual(known.Utf8))
                {
                    shape.Objects(member.Value, known.Name, known.Look);
                }
            }
        }
    }

    /// <summary>Clause 4.8: one or more objects that say something.</summary>
    private static void Subject(ShapeProblems shape, JsonElement subject, string at)
    {
        shape.OptionalUrl(subject, "id", at);
        if (subject.GetPropertyCount() == 0)
        {
            shape.Add("a credentialSubject says something about its subject", at);
        }
    }

    /// <summary>Clause 4.9: xsd:dateTimeStamp values, in order.</summary>
    private static void Validity(JsonElement claims, ShapeProblems shape)
    {
        var from = shape.OptionalTime(claims, "validFrom");
        var until = shape.OptionalTime(claims, "validUntil");
        if (from > until)
        {
            shape.Add("validUntil is not before validFrom", "/validUntil");
        }
    }

    /// <summary>Clauses 4.10, 5.4, 5.5, 5.6, 5.10: an object with a type and, where it has one, a URL as id.</summary>
    internal static void TypedObject(ShapeProblems shape, JsonElement item, string at)
    {
        shape.RequiredTypes(item, at);
        shape.OptionalUrl(item, "id", at);
    }

    /// <summary>Clause 4.11: a schema has a URL as id and a type; a digest is that of what is there.</summary>
    private void Schema(ShapeProblems shape, JsonElement item, string at)
    {
        shape.RequiredTypes(item, at);
        if (shape.RequiredUrl(item, "id", at)?.GetString() is { } id)
        {
            _integrity.Check(item, id, at, shape);
        }
    }

    /// <summary>Clause 5.3: a URL each, no two the same, and a digest, which is that of what is there.</summary>
    private void RelatedResources(JsonElement resources, ShapeProblems shape)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        shape.Objects(resources, "relatedResource", (shape, item, at) =>
        {
            var id = shape.RequiredUrl(item, "id", at)?.GetString();
            if (id is not null && !seen.Add(id))
            {
                shape.Add("each relatedResource has an id of its own", $"{at}/id");
            }

            if (!_integrity.Check(item, id, at, shape))
            {
                shape.Add("a relatedResource has a digestSRI or a digestMultibase", at);
            }
        });
    }
}
