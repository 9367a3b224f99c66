using ImageRetrieval.Api;
using ImageRetrieval.ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.AddApiOptions(args);
builder.AddApi();

var app = builder.Build();
app.MapApi();
return app.RunService();
