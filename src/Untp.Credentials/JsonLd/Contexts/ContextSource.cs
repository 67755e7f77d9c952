using System.Text.Json;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// The document at a context's URL, an object with an @context entry; null when it is not known. What it gives is kept, so the
/// document must stay alive. Nothing is fetched by JSON-LD itself.
/// </summary>
internal delegate JsonElement? ContextSource(string url);
