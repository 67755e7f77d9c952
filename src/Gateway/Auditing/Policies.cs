using Microsoft.Extensions.Options;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>The policies that are configured, by name (<c>Gateway:Policies</c>).</summary>
internal sealed class PoliciesOptions
{
    public const string Section = "Gateway:Policies";

    public Dictionary<string, PolicyOptions> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>Settings that no policy has: a misspelt one must not be ignored.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Reads the section.</summary>
    public void Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        section.Bind(Named);
        var known = typeof(PolicyOptions).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Unknown.AddRange(
            section.GetChildren().SelectMany(policy => policy.GetChildren()).Where(s => !known.Contains(s.Key)).Select(s => s.Path));
    }
}

/// <summary>A policy with a fault stops the start and is named as the operator wrote it.</summary>
internal sealed class PoliciesValidation : IValidateOptions<PoliciesOptions>
{
    public ValidateOptionsResult Validate(string? name, PoliciesOptions options)
    {
        var faults = (from policy in options.Named
                      from fault in policy.Value.FindFaults()
                      select $"{PoliciesOptions.Section}:{policy.Key}:{fault.Setting}: {fault.Fault}")
            .Concat(options.Unknown.Select(path => $"{path}: A policy has no such setting.")).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

/// <summary>Finds policies by name.</summary>
internal sealed class Policies(IOptions<PoliciesOptions> options)
{
    /// <summary>The policy that is meant when none is named; it may be configured like any other.</summary>
    public const string Default = "default";

    /// <summary>Every rule, no trust anchor: what is used as long as nobody has configured one of that name.</summary>
    private static readonly ChainPolicy s_builtIn = new(Default, "built-in");

    private readonly Dictionary<string, ChainPolicy> _named =
        options.Value.Named.ToDictionary(p => p.Key, p => p.Value.ToPolicy(p.Key), StringComparer.Ordinal);

    public IEnumerable<string> Names => _named.Keys.Append(Default).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The policy of that name, <see cref="Default"/> for null; null when there is none.</summary>
    public ChainPolicy? Find(string? name) =>
        _named.TryGetValue(name ?? Default, out var policy) ? policy : name is null or Default ? s_builtIn : null;
}
