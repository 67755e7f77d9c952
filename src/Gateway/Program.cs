using Gateway.Commands;
using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Outbound;
using Gateway.Storage;

RuntimeFloor.Demand();
if (await CommandLine.RunAsync(args) is { } exitCode)
{
    return exitCode;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddHosting();
builder.AddStorage();
builder.AddOutbound();
builder.AddCredentials();
builder.AddIdentifiers();
builder.AddForwarding();
if (args is [QuickstartRegistration.Command, ..] && builder.AddQuickstart() is { } refusal)
{
    Console.Error.WriteLine(refusal);
    return CommandLine.Refused;
}

var app = builder.Build();
app.UseHosting();
app.MapHealth();
app.MapCredentials();
app.MapPassports();
app.MapDeliveries();
await app.Services.GetRequiredService<Database>().MigrateAsync(app.Lifetime.ApplicationStopping);
await app.RunAsync();
return Environment.ExitCode;
