using ImageRetrieval.ServiceDefaults;
using Microsoft.Extensions.FileProviders;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

// The pictures are beside the project. A PhysicalFileProvider never serves files outside its folder, and directory listings are off.
var pictures = Path.GetFullPath(builder.Configuration["Pictures"] ?? "../pictures", builder.Environment.ContentRootPath);
Directory.CreateDirectory(pictures);

var app = builder.Build();
app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(pictures) });
app.MapDefaultEndpoints();
return await app.RunServiceAsync();
