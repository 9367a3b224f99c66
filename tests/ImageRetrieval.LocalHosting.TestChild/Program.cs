using System.Diagnostics;
using System.Runtime.InteropServices;
using ImageRetrieval.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

if (args is ["--idle"])
{
    Thread.Sleep(Timeout.Infinite);
    return 0;
}

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["exit"] is { } code)
{
    Console.WriteLine($"exiting with {code}");
    return int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
}

builder.AddServiceDefaults();
builder.Services.AddHttpClient();
if (builder.Configuration["healthy-file"] is { } file)
    builder.Services.AddHealthChecks().AddCheck("file", () => File.Exists(file) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the file is missing"));

using var stubborn = builder.Configuration["ignore-sigterm"] is null ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
if (builder.Configuration["grandchild"] is not null)
{
    using var grandchild = Process.Start(Environment.ProcessPath!, ["exec", typeof(Program).Assembly.Location, "--idle"]);
    Console.WriteLine($"grandchild {grandchild.Id}");
}

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/env", (string name) => Environment.GetEnvironmentVariable(name) ?? "(not set)");
app.MapGet("/directory", () => Directory.GetCurrentDirectory());
app.MapGet("/args", () => string.Join('|', args));
app.MapGet("/call", (string url, HttpClient http) => http.GetStringAsync(new Uri(url)));
app.MapGet("/log", (string text, ILogger<Program> logger) => logger.LogInformation("{Text}", text));
app.MapGet("/exit/{code:int}", (int code) => Environment.Exit(code));
if (builder.Configuration["ignore-sigterm"] is null)
    return await app.RunServiceAsync();

// The web host would stop on SIGTERM, so this one is started without its lifetime's wait.
await app.StartAsync();
Thread.Sleep(Timeout.Infinite);
return 0;
