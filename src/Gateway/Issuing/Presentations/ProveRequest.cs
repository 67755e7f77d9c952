using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Presentations;

namespace Gateway.Issuing;

/// <summary>What is asked of a presentation besides what it says.</summary>
/// <param name="Mechanism">How it is to be secured.</param>
/// <param name="Domain">For whom it is meant; empty for anybody.</param>
/// <param name="Challenge">What it answers; null for nothing.</param>
internal sealed record ProveWish(SecuringMechanism Mechanism, IReadOnlyList<string> Domain, string? Challenge);

/// <summary>The body of <c>POST /presentations/prove</c> (VC-API): a presentation without a proof. Holds the body; dispose of it.</summary>
internal sealed class ProveRequest : IDisposable
{
    private const string PresentationName = "presentation";
    private const string OptionsName = "options";
    private const int LevelsAround = 3;

    private const string Known =
        "the options are type (vp+jwt or DataIntegrityProof), cryptosuite (eddsa-rdfc-2022 or eddsa-jcs-2022), domain and challenge";

    private readonly JsonDocument _body;

    private ProveRequest(JsonDocument body, Presentation presentation, ProveWish wish) =>
        (_body, Presentation, Wish) = (body, presentation, wish);

    public Presentation Presentation { get; }

    public ProveWish Wish { get; }

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        [NotNullWhen(true)] out ProveRequest? request,
        [NotNullWhen(false)] out Answer? refusal)
    {
        request = null;
        if (!JsonBody.TryParse(body, limits, LevelsAround, out var document, out refusal))
        {
            return false;
        }

        Presentation? presentation = null;
        var wish = new ProveWish(SecuringMechanism.VcJwt, [], null);
        refusal = FindFault(document.RootElement) ?? ReadOptions(document.RootElement, ref wish);
        if (refusal is null
            && !Presentation.TryParse(document.RootElement.GetProperty(PresentationName), body, limits, out presentation, out var problem))
        {
            refusal = Problems.Unreadable(problem);
        }

        if (refusal is not null)
        {
            document.Dispose();
            return false;
        }

        request = new ProveRequest(document, presentation!, wish);
        return true;
    }

    public void Dispose()
    {
        Presentation.Dispose();
        _body.Dispose();
    }

    private static Answer? FindFault(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || root.EnumerateObject().Any(m => !m.NameEquals(PresentationName) && !m.NameEquals(OptionsName)))
        {
            return Problems.Unreadable($"the body is a JSON object with the members {PresentationName} and {OptionsName} only");
        }

        return root.TryGetProperty(PresentationName, out var presentation) && presentation.ValueKind == JsonValueKind.Object
            ? null
            : Problems.Unreadable("the presentation is a JSON object", "/" + PresentationName);
    }

    private static Answer? ReadOptions(JsonElement root, ref ProveWish wish)
    {
        if (!root.TryGetProperty(OptionsName, out var options))
        {
            return null;
        }

        if (options.ValueKind != JsonValueKind.Object)
        {
            return Problems.Unreadable(Known, "/" + OptionsName);
        }

        string? type = null;
        string? suite = null;
        foreach (var option in options.EnumerateObject())
        {
            if (IssueOptions.TryReadMechanism(option, ref type, ref suite))
            {
                continue;
            }

            switch (option.Name, option.Value.ValueKind)
            {
                case ("challenge", JsonValueKind.String):
                    wish = wish with { Challenge = option.Value.GetString() };
                    break;
                case ("domain", _) when ReadTexts(option.Value) is { } domain:
                    wish = wish with { Domain = domain };
                    break;
                default:
                    return Problems.Unreadable(Known, $"/{OptionsName}/{option.Name}");
            }
        }

        // a presentation's token is called so, a credential's otherwise
        var chosen = type == "vc+jwt" ? null : IssueOptions.Choose(type == "vp+jwt" ? "vc+jwt" : type, suite);
        wish = wish with { Mechanism = chosen ?? wish.Mechanism };
        return chosen is null ? Problems.Unreadable(Known, "/" + OptionsName) : null;
    }

    /// <summary>One string, or an array of some that is not empty.</summary>
    private static string[]? ReadTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() > 0
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
                : null;
}
