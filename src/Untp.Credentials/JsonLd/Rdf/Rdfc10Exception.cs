using System.Globalization;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>A dataset costs more to canonicalise than <see cref="Rdfc10Options"/> allow (RDFC-1.0 clause 7.1).</summary>
internal sealed class Rdfc10Exception : Exception
{
    public Rdfc10Exception(string limit, int value)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"canonicalisation was given up at {limit} = {value}; {Advice(limit)}, or {limit} has to be raised"))
    {
        Limit = limit;
    }

    /// <summary>The option that was exceeded, by its name in <see cref="Rdfc10Options"/>.</summary>
    public string Limit { get; }

    private static string Advice(string limit) => limit switch
    {
        nameof(Rdfc10Options.MaxQuads) => "the document has to make fewer statements",
        nameof(Rdfc10Options.MaxBytes) => "the document has to make fewer or shorter statements",
        _ => "too many nodes without an id look alike, and ids would tell them apart",
    };
}
