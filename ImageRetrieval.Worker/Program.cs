using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Worker;
using ImageRetrieval.Worker.Status;
using ImageRetrieval.Worker.Weights;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.AddWorkerOptions(args);
if (ModelsProgram.IsAsked(args))
    return await ModelsProgram.RunAsync(builder.Configuration, args);
builder.AddWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapStatus();
return await app.RunServiceAsync();
