namespace Untp.Credentials.Schemas;

/// <summary>What a credential has to be checked by.</summary>
/// <param name="Schemas">At least one: the most specific first, each extension's and the cores that they add to.</param>
/// <param name="Unserved">The credential's types that no schema here is for.</param>
/// <param name="Leniencies">What is let pass though the published schemas refuse it.</param>
internal sealed record SchemaChoice(
    IReadOnlyList<RegisteredSchema> Schemas, IReadOnlyList<string> Unserved, IReadOnlyList<Leniency> Leniencies);
