using System.Text.Json.Serialization;
using OpenCode;
using OpenCode.Approvals;
using OpenCode.DependencyInjection.Health;
using WorkerSample;

// dotnet run --project samples/Worker [--server http://127.0.0.1:4096] [--directory /repo] [--urls http://127.0.0.1:8080]
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
string? server = builder.Configuration["server"];
await using DemoServer? demo = server is null ? await DemoServer.StartAsync() : null;

builder.Services.AddOpenCodeClient(options =>
{
    options.BaseUri = server is null ? demo!.BaseUri : new Uri(server);
    options.Directory = builder.Configuration["directory"] ?? demo?.Directory;
});
builder.Services.AddHealthChecks().AddOpenCode();

// Nobody sits here to be asked: an agent on a server of one's own may read, and one in the sandbox may do what it likes.
builder.Services.AddSingleton(demo is null ? PermissionPolicy.DenyAll.Allow("read").Allow("glob").Allow("grep").Allow("list") : PermissionPolicy.AllowAll);
builder.Services.AddSingleton<Conversations>();
builder.Services.AddProblemDetails();
builder.Services.ConfigureHttpJsonOptions(static json =>
{
    json.SerializerOptions.TypeInfoResolverChain.Insert(0, WorkerJson.Default);
    json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
});
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
using Exporting exporting = new();

await using WebApplication application = builder.Build();
application.UseExceptionHandler();
application.UseStatusCodePages();
application.MapPage();
application.MapSessions();
application.MapHealthChecks("/health");
await application.RunAsync();
