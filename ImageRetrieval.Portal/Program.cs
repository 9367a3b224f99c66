using ImageRetrieval.Portal;
using ImageRetrieval.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPortal();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapPortal();
return app.RunService();
