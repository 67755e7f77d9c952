namespace Untp.Credentials.Chains.Discovery;

/// <summary>Something to look for.</summary>
/// <param name="Sought">What.</param>
/// <param name="Depth">Steps from the start.</param>
/// <param name="Source">By what kind of pointer it became known.</param>
/// <param name="From">The place that points there; null for the start, and for services and link sets.</param>
internal sealed record Want(Sought Sought, int Depth, CredentialSource Source, Place? From)
{
    public string Identifier => Sought.Identifier;

    /// <summary>Whether a document is to be had there: the end of a link, whoever made it.</summary>
    public bool IsLink => Sought.Kind == SoughtKind.Credential && (From is not null || Source is not CredentialSource.Link);
}
