namespace Untp.Credentials.Schemas;

/// <summary>A schema that cannot be used: an unknown reference, an ill-formed keyword, a pattern that cannot run in linear time.</summary>
public sealed class JsonSchemaException : Exception
{
    /// <summary>A fault at a place.</summary>
    /// <param name="location">Absolute URI with a JSON Pointer as fragment.</param>
    /// <param name="reason">What is wrong there, one sentence.</param>
    /// <param name="innerException">What found it, if another did.</param>
    public JsonSchemaException(string location, string reason, Exception? innerException = null)
        : base($"{reason} (at {location})", innerException) => Location = location;

    /// <summary>Where the fault is: absolute URI with a JSON Pointer as fragment.</summary>
    public string Location { get; }
}
