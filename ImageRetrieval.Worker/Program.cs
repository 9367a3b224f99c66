using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.Worker;
using ImageRetrieval.Worker.Status;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.AddWorkerOptions(args);
builder.AddWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapStatus();
return app.RunService();
