namespace Untp.Credentials.Schemas;

/// <summary>Where a keyword stands: its name, and absolute URI with a JSON Pointer as fragment.</summary>
internal readonly record struct KeywordSite(string Name, string Location);
