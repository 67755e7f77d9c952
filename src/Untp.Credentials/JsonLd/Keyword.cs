namespace Untp.Credentials.JsonLd;

/// <summary>The keywords of JSON-LD 1.1 clause 1.7.</summary>
internal enum Keyword
{
    /// <summary>No keyword.</summary>
    None,
    Base,
    Container,
    Context,
    Direction,
    Graph,
    Id,
    Import,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    NoneValue,
    Prefix,
    Propagate,
    Protected,
    Reverse,
    Set,
    Type,
    Value,
    Version,
    Vocab,
}
