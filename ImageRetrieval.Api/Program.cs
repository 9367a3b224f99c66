using ImageRetrieval.Api;
using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Vision.Trial;

if (TrialHost.TryServe(args, typeof(Program).Assembly, out var exitCode))
    return exitCode;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.AddApiOptions(args);
builder.AddApi();

var app = builder.Build();
app.MapApi();
return app.RunService();
