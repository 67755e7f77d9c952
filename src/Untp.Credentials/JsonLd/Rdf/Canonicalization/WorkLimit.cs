using System.Runtime.CompilerServices;

namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>What clause 4.8 may still cost (clause 7.1: datasets can be made to cost more than anybody has).</summary>
internal sealed class WorkLimit(Rdfc10Options options, CancellationToken cancellationToken)
{
    private const int BytesPerUnit = 256;

    private int _left = options.MaxWork;

    /// <exception cref="Rdfc10Exception">It was used up.</exception>
    public void Spend(int bytes = 0)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _left -= 1 + (bytes / BytesPerUnit);
        if (_left < 0)
        {
            throw new Rdfc10Exception(nameof(options.MaxWork), options.MaxWork);
        }
    }

    /// <exception cref="Rdfc10Exception">That is too deep, for the options or for the thread's stack.</exception>
    public void RequireDepth(int depth)
    {
        if (depth > options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new Rdfc10Exception(nameof(options.MaxDepth), options.MaxDepth);
        }
    }
}
