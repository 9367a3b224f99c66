using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.AppHost;

/// <summary>Settings that let Aspire start with one command on any machine, without contacting other machines.</summary>
internal static class LocalDefaults
{
    // The lowest layer: the environment and the command line override it.
    private static Dictionary<string, string> Defaults() => new()
    {
        ["ASPNETCORE_URLS"] = "http://localhost:15888",
        // All services listen on this machine only, so there is no network traffic for TLS to protect.
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        // Only Aspire and the services need this address.
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{FreePort()}",
        ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_TRUST"] = "false",
        ["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_HTTPS_TERMINATION"] = "false",
        ["ASPIRE_DCP_USE_DEVELOPER_CERTIFICATE"] = "false",
        // The start screen shows what users need; the dashboard has the rest.
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        // Repeats, with a stack trace, what LocalRun reports in a sentence.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
    };

    // All child processes inherit these.
    private static readonly Dictionary<string, string> s_environment = new()
    {
        // Under `dotnet watch` Aspire starts each service with the SDK, whose telemetry is on by default.
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        // Milliseconds. The dashboard is on this machine and stops first: services must not wait for it.
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "500",
    };

    internal static IDistributedApplicationBuilder CreateBuilder(AppHostOptions options)
    {
        foreach (var (name, value) in s_environment.Where(variable => Environment.GetEnvironmentVariable(variable.Key) is null))
            Environment.SetEnvironmentVariable(name, value);
        var builder = DistributedApplication.CreateBuilder([.. options.Configuration]);
        foreach (var (key, value) in Defaults())
            builder.Configuration[key] ??= value;
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ServiceFailures>();
        // Otherwise the console and every page of the dashboard warn that this machine has no certificate for HTTPS, which is not used here.
        builder.Eventing.Subscribe<BeforeStartEvent>((starting, _) =>
        {
#pragma warning disable ASPIRECERTIFICATES001 // The only way to opt out.
            foreach (var resource in starting.Model.Resources)
                resource.Annotations.Add(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });
#pragma warning restore ASPIRECERTIFICATES001
            return Task.CompletedTask;
        });
        // Inserted first, because Aspire's own service returns only when everything has started.
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
