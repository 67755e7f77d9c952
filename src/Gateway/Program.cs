using Gateway.Commands;
using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Issuing;
using Gateway.Outbound;
using Gateway.Schemas;
using Gateway.Storage;
using Microsoft.Extensions.Options;
using Untp.Credentials;

Requirements.Demand();
try
{
    return await CommandLine.RunAsync(args) ?? await ServeAsync();
}
catch (Exception fault) when (StartFaults.Describe(fault) is { } reason)
{
    Console.Error.WriteLine(reason);
    return CommandLine.Refused;
}

async Task<int> ServeAsync()
{
    var builder = Builder.Create(args);
    builder.AddHosting();
    builder.AddStorage();
    builder.AddOutbound();
    builder.AddCredentials();
    builder.AddIdentifiers();
    builder.AddIssuing();
    builder.AddSchemas();
    builder.AddForwarding();
    if (args is [QuickstartRegistration.Command, ..] && builder.AddQuickstart() is { } refusal)
    {
        Console.Error.WriteLine(refusal);
        return CommandLine.Refused;
    }

    var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.Services.GetRequiredService<Vocabulary>();
    app.UseHosting();
    app.MapHealth();
    app.MapCredentials();
    app.MapPassports();
    app.MapDeliveries();
    app.MapIssuing();
    app.MapSchemas();
    await app.Services.GetRequiredService<Database>().MigrateAsync(app.Lifetime.ApplicationStopping);
    await app.RunAsync();
    return Environment.ExitCode;
}
