namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>Hash Related Blank Node (clause 4.7).</summary>
internal sealed class RelatedHash(
    Statements statements,
    FirstDegreeHashes firstDegree,
    IdentifierIssuer canonicalIssuer,
    IdentifierIssuer issuer,
    Digest digest,
    WorkLimit work) : IDisposable
{
    private readonly Utf8Buffer _input = new(1024);

    public void Dispose() => _input.Dispose();

    public void Hash(int related, in QuadLine quad, char position, Span<byte> hash)
    {
        // 1
        _input.Clear();
        _input.Append((byte)position);

        // 2
        if (position != 'g')
        {
            _input.Append(statements.Text[quad.PredicateStart..quad.PredicateEnd]);
        }

        // 3
        if (canonicalIssuer.HasIssued(related))
        {
            canonicalIssuer.AppendIssued(related, _input);
        }
        else if (issuer.HasIssued(related))
        {
            issuer.AppendIssued(related, _input);
        }
        else
        {
            // 4
            _input.AppendHex(firstDegree.Of(related));
        }

        // 5
        work.Spend(_input.Length);
        digest.Hash(_input.Written, hash);
    }
}
