var builder = DistributedApplication.CreateBuilder(args);

var api = builder.AddProject<Projects.ImageRetrieval_LocalHosting_TestChild>("api")
    .WithHttpEndpoint(builder.Configuration["api-port"] is { } port ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : null)
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.ImageRetrieval_LocalHosting_TestChild>("portal")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithReference(api)
    .WaitFor(api);

builder.Build().Run();
