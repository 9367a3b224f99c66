using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Vision.Trial;
using ImageRetrieval.Worker;
using ImageRetrieval.Worker.Status;

if (TrialHost.TryServe(args, typeof(Program).Assembly, out var exitCode))
    return exitCode;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
var command = builder.AddWorkerOptions(args);
if (!command.IsService)
    return await command.RunAsync(Console.Out, Console.Error);
builder.AddWorker();

var app = builder.Build();
app.UseAllowedHosts();
app.MapDefaultEndpoints();
app.MapStatus();
return await app.RunServiceAsync();
