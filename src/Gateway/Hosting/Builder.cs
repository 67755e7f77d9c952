namespace Gateway.Hosting;

/// <summary>Makes the builder of every host of this program.</summary>
internal static class Builder
{
    // Settings are read once. To look out for changes of appsettings.json, the platform would watch all that is below the working
    // directory: started in / or in a home folder, the program would be busy with that for minutes.
    private const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    public static WebApplicationBuilder Create(params IEnumerable<string> args) => WebApplication.CreateBuilder([ReadOnce, .. args]);
}
