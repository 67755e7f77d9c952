using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Outbound;

RuntimeFloor.Demand();
var builder = WebApplication.CreateBuilder(args);
builder.AddHosting();
builder.AddOutbound();
builder.AddCredentials();
builder.AddIdentifiers();

var app = builder.Build();
app.UseHosting();
app.MapHealth();
app.MapCredentials();
app.MapPassports();
app.Run();
