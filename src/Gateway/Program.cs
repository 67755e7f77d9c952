using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Outbound;
using Gateway.Storage;

RuntimeFloor.Demand();
var builder = WebApplication.CreateBuilder(args);
builder.AddHosting();
builder.AddStorage();
builder.AddOutbound();
builder.AddCredentials();
builder.AddIdentifiers();

var app = builder.Build();
app.UseHosting();
app.MapHealth();
app.MapCredentials();
app.MapPassports();
await app.Services.GetRequiredService<Database>().MigrateAsync(app.Lifetime.ApplicationStopping);
await app.RunAsync();
