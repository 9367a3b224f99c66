using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.AppHost;

/// <summary>What makes Aspire start with one command on any machine, and keeps it from asking other machines for anything.</summary>
internal static class LocalDefaults
{
    // The lowest layer: the environment and the command line win.
    private static Dictionary<string, string> Defaults() => new()
    {
        ["ASPNETCORE_URLS"] = "http://localhost:15888",
        // Everything listens on this machine alone, so nothing travels over a network that TLS would protect.
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        // Only Aspire and the services need this address.
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FreePort()}",
        ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_TRUST"] = "false",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_HTTPS_TERMINATION"] = "false",
        ["ASPIRE_DCP_USE_DEVELOPER_CERTIFICATE"] = "false",
        // The start screen says what a user needs; the rest is in the dashboard.
        ["Logging:LogLevel:Default"] = "Warning",
        // Warns that there is no certificate for https, which nothing here uses.
        ["Logging:LogLevel:Aspire.Hosting.Dcp.DcpHost"] = "Error",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // Repeats with a stack trace what LocalRun reports in a sentence.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
    };

    // Every process that is started inherits these.
    private static readonly Dictionary<string, string> s_environment = new()
    {
        // Aspire starts each service by `dotnet run`, whose telemetry is on unless its environment says otherwise.
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        // Milliseconds. The dashboard is on this machine, and at the end it is gone first: services must not wait for it.
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "500",
    };

    public static IDistributedApplicationBuilder CreateBuilder(AppHostOptions options)
    {
        foreach (var (name, value) in s_environment.Where(variable => Environment.GetEnvironmentVariable(variable.Key) is null))
            Environment.SetEnvironmentVariable(name, value);
        var builder = DistributedApplication.CreateBuilder([.. options.Configuration]);
        foreach (var (key, value) in Defaults())
            builder.Configuration[key] ??= value;
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ServiceFailures>();
        // First, since Aspire's own service returns only when everything has started.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartScreen>());
        return builder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
