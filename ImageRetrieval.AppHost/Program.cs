using ImageRetrieval.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
if (CommandLine.Read(args, builder.Configuration) is not { } options)
    return;

// Worker and Api share a key, so that nobody else commands the Worker.
var key = builder.AddParameter("status-key", () => options.StatusKey, secret: true);

var worker = builder.AddProject<Projects.ImageRetrieval_Worker>("worker")
    .WithArgs(options.ServiceArgs)
    .WithEnvironment("Status__Key", key)
    .WithHttpHealthCheck("/health")
    .WithHttpCommand("/status/pause", "Pause the ingest", commandOptions: options.WorkerCommand)
    .WithHttpCommand("/status/resume", "Resume the ingest", commandOptions: options.WorkerCommand)
    .WithHttpCommand("/status/retry", "Try failed images again", commandOptions: options.WorkerCommand)
    .WithHttpCommand("/status/rebuild", "Rebuild the index", commandOptions: options.WorkerCommand);

if (options.Csv is null)
{
    // The samples are downloaded like any other list, from a small site of their own.
    var samples = builder.AddProject<Projects.ImageRetrieval_Samples>("samples").WithHttpHealthCheck("/health");
    worker.WithArgs("--csv", Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "samples", "image_urls.csv"))).WaitFor(samples);
}
else
{
    worker.WithArgs("--csv", options.Csv);
}

var api = builder.AddProject<Projects.ImageRetrieval_Api>("api")
    .WithArgs(options.ServiceArgs)
    .WithReference(worker)
    .WithEnvironment("Status__Key", key)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "REST: POST /predict, described at /openapi/v1.json");

builder.AddProject<Projects.ImageRetrieval_Portal>("portal")
    .WithReference(api)
    .WaitFor(api)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "search by image, in the browser");

builder.Build().Run();
