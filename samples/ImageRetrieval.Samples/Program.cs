using ImageRetrieval.ServiceDefaults;
using Microsoft.Extensions.FileProviders;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

// The pictures lie beside the project. A PhysicalFileProvider never leaves its folder, and lists nothing.
var pictures = Path.GetFullPath(builder.Configuration["Pictures"] ?? "../pictures", builder.Environment.ContentRootPath);
Directory.CreateDirectory(pictures);

var app = builder.Build();
app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(pictures) });
app.MapDefaultEndpoints();
return await app.RunServiceAsync();
