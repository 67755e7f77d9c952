namespace Untp.Credentials.Schemas.Keywords;

/// <summary>Every keyword that asserts something, in the order of evaluation: cheap before dear, unevaluated* last.</summary>
internal static class KeywordReaders
{
    internal static IReadOnlyList<Func<SchemaSource, Keyword?>> All { get; } =
    [
        TypeKeyword.Read,
        ConstKeyword.Read,
        EnumKeyword.Read,
        source => LimitKeyword.Read(source, "minimum"),
        source => LimitKeyword.Read(source, "maximum"),
        source => LimitKeyword.Read(source, "exclusiveMinimum"),
        source => LimitKeyword.Read(source, "exclusiveMaximum"),
        MultipleOfKeyword.Read,
        source => LengthKeyword.Read(source, "minLength"),
        source => LengthKeyword.Read(source, "maxLength"),
        PatternKeyword.Read,
        FormatKeyword.Read,
        source => CountKeyword.Read(source, "minItems"),
        source => CountKeyword.Read(source, "maxItems"),
        source => CountKeyword.Read(source, "minProperties"),
        source => CountKeyword.Read(source, "maxProperties"),
        UniqueItemsKeyword.Read,
        ItemsKeyword.Read,
        ContainsKeyword.Read,
        MembersReader.Read,
        source => DependentRequiredKeyword.Read(source, "dependentRequired"),
        source => DependentRequiredKeyword.Read(source, "dependencies"),
        source => DependentSchemasKeyword.Read(source, "dependentSchemas"),
        source => DependentSchemasKeyword.Read(source, "dependencies"),
        RefKeyword.Read,
        DynamicRefKeyword.Read,
        AllOfKeyword.Read,
        AnyOfKeyword.Read,
        OneOfKeyword.Read,
        NotKeyword.Read,
        IfKeyword.Read,
        UnevaluatedItemsKeyword.Read,
        UnevaluatedPropertiesKeyword.Read,
    ];
}
