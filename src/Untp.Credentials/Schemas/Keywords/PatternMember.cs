using Untp.Credentials.Schemas.Patterns;

namespace Untp.Credentials.Schemas.Keywords;

/// <summary>Members whose name matches a pattern.</summary>
internal readonly record struct PatternMember(EcmaPattern Pattern, SchemaNode Schema);
