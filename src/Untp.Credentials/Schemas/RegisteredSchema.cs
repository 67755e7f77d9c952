namespace Untp.Credentials.Schemas;

/// <summary>A schema with what it is for.</summary>
/// <param name="Entry">What the manifest says of it.</param>
/// <param name="Type">The credential type.</param>
/// <param name="Schema">The compiled schema.</param>
/// <param name="Extends">The schema that it adds to, which has to be followed as well; null for a core.</param>
internal sealed record RegisteredSchema(Artefact Entry, string Type, JsonSchema Schema, RegisteredSchema? Extends)
{
    /// <summary>Whose vocabulary.</summary>
    public string Publisher => Entry.Publisher;

    /// <summary>Its version.</summary>
    public string Version => Entry.Version;

    /// <summary>How many schemas it adds to, one upon the other.</summary>
    public int Depth => Extends is null ? 0 : Extends.Depth + 1;

    /// <summary>What reports call it.</summary>
    public override string ToString() => $"{Publisher} {Version} {Type}";
}
