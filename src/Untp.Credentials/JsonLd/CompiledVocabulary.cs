using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.JsonLd;

/// <summary>Compiles the contexts that are known, so that the first document does not pay for it and a faulty one does not start.</summary>
internal static class CompiledVocabulary
{
    /// <summary>
    /// A processor that has been through every context as documents name it: those of credential types after the base context, others
    /// alone. What a term's scoped context makes of them is made when the first document gets there, and kept.
    /// </summary>
    /// <exception cref="InvalidDataException">One cannot be used; the message names its file.</exception>
    public static JsonLdProcessor Compile(ContextRegistry contexts)
    {
        var processor = new JsonLdProcessor(contexts.Document);
        foreach (var context in contexts.Contexts)
        {
            foreach (var url in context.Urls)
            {
                Compile(processor, context, url);
            }
        }

        return processor;
    }

    private static void Compile(JsonLdProcessor processor, Artefact context, string url)
    {
        var urls = context.Types.Count > 0 ? new JsonArray(ContextUrls.CredentialsV2, url) : new JsonArray(url);
        try
        {
            processor.Expand(JsonElement.Parse(new JsonObject { ["@context"] = urls }.ToJsonString()));
        }
        catch (JsonLdException fault)
        {
            throw new InvalidDataException($"contexts/{context.File} cannot be used: {fault.Message} ({fault.Code})", fault);
        }
    }
}
