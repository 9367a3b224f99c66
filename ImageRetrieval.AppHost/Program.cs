using ImageRetrieval.AppHost;

if (AppHostCommand.Read(args) is not { } options)
    return Environment.ExitCode;
var builder = LocalDefaults.CreateBuilder(options);

// Worker and Api share a key, so that no other program can command the Worker.
var key = builder.AddParameter("status-key", () => options.StatusKey, secret: true)
    .WithDescription("The key that the Worker requires for commands. It is random for every run unless Status:Key is set.");

var worker = builder.AddProject<Projects.ImageRetrieval_Worker>("worker")
    .WithArgs(options.ServiceArgs).WithArgs(options.SourceArgs)
    .WithEnvironment("Status__Key", key)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.Named("Ingest status", "/status"))
    .WithIngestCommands(options);

if (options.UsesSamples)
{
    // The samples are downloaded like any other list, from a small web site.
    var samples = builder.AddProject<Projects.ImageRetrieval_Samples>("samples").WithHttpHealthCheck("/health");
    worker.WithArgs("--csv", Path.GetFullPath("../samples/image_urls.csv", builder.AppHostDirectory)).WaitFor(samples);
}

var api = builder.AddProject<Projects.ImageRetrieval_Api>("api")
    .WithArgs(options.ServiceArgs)
    .WithReference(worker)
    .WithEnvironment("Status__Key", key)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.Named("REST API", "/docs"));

builder.AddProject<Projects.ImageRetrieval_Portal>("portal")
    .WithReference(api).WaitFor(api)
    .WithEnvironment("Portal__DashboardAddress", builder.Configuration["ASPNETCORE_URLS"])
    .WithEnvironment("Portal__PublicApiAddress", api.GetEndpoint("http"))
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.Named("Search by image"));

return await builder.BuildAndRunAsync();
