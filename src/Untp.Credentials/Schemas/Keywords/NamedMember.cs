namespace Untp.Credentials.Schemas.Keywords;

/// <summary>A member that the schema names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">What <c>properties</c> asks of it, if anything.</param>
/// <param name="Required">Its position in <c>required</c>, or -1.</param>
internal sealed record NamedMember(string Name, SchemaNode? Schema, int Required);
