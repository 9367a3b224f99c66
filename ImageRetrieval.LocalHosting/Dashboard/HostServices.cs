namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>The application's services, as distinct from those of the dashboard's server.</summary>
internal sealed record HostServices(IServiceProvider Provider);
