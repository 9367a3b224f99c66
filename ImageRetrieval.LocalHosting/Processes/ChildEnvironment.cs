using System.Collections;
using System.Globalization;
using ImageRetrieval.LocalHosting.Telemetry;

namespace ImageRetrieval.LocalHosting.Processes;

/// <summary>
/// The environment of a child: the AppHost's own, less what describes the AppHost; then the launch profile; then what
/// LocalHosting tells every child; then what the model says, which wins.
/// </summary>
internal static class ChildEnvironment
{
    private static readonly string[] s_ownOnly =
    [
        "ASPNETCORE_URLS", "DOTNET_URLS", "URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_HTTP_PORTS", "DOTNET_HTTPS_PORTS",
        "DOTNET_LAUNCH_PROFILE", "Dashboard__Token", "Dashboard__OtlpKey", ChildProcess.LifelineVariable,
    ];

    public static Dictionary<string, string> For(IResource resource, DistributedApplicationExecutionContext executionContext, OtlpReceiver receiver, string instanceId, int replica)
    {
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var values = new Dictionary<string, object>(names);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            values[(string)variable.Key] = (string?)variable.Value ?? "";
        foreach (var name in s_ownOnly)
            values.Remove(name);
        if (resource.Annotations.OfType<LaunchProfileAnnotation>().FirstOrDefault() is { } launch)
        {
            foreach (var (name, value) in launch.Profile.Environment)
                values[name] = value;
        }

        AddTelemetry(values, resource.Name, receiver, instanceId);
        AddUrls(values, resource, replica);
        var context = new EnvironmentCallbackContext(executionContext, resource, values);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            annotation.Callback(context);
        return values.ToDictionary(value => value.Key, value => Text(value.Value), names);
    }

    /// <summary>A value of the model as the child sees it.</summary>
    public static string Text(object value) => value switch
    {
        EndpointReference endpoint => endpoint.Url,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void AddTelemetry(Dictionary<string, object> values, string name, OtlpReceiver receiver, string instanceId)
    {
        // An endpoint of the user's own environment was inherited above: any other viewer can be used.
        if (receiver.Url is { } url && values.TryAdd("OTEL_EXPORTER_OTLP_ENDPOINT", url))
        {
            values["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            values["OTEL_EXPORTER_OTLP_HEADERS"] = $"{OtlpReceiver.KeyHeader}={receiver.Key}";
            values["OTEL_EXPORTER_OTLP_COMPRESSION"] = "gzip";
        }

        // For links from a service's own pages to the dashboard's.
        if (receiver.Url is { } receiverUrl)
            values.TryAdd("DASHBOARD_ADDRESS", new Uri(receiverUrl).GetLeftPart(UriPartial.Authority));
        values["OTEL_SERVICE_NAME"] = name;
        values["OTEL_RESOURCE_ATTRIBUTES"] = values.TryGetValue("OTEL_RESOURCE_ATTRIBUTES", out var others) && others is string { Length: > 0 }
            ? $"{others},service.instance.id={instanceId}"
            : $"service.instance.id={instanceId}";
        values.TryAdd("OTEL_BSP_SCHEDULE_DELAY", "1000");
        values.TryAdd("OTEL_BLRP_SCHEDULE_DELAY", "1000");
        values.TryAdd("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    }

    private static void AddUrls(Dictionary<string, object> values, IResource resource, int replica)
    {
        var urls = resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https").Select(endpoint => endpoint.TargetUrl(replica)).ToArray();
        if (urls.Length > 0)
            values["ASPNETCORE_URLS"] = string.Join(';', urls);
        // A console is no file: colours survive the pipe, and each message is one line.
        values.TryAdd("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        values.TryAdd("Logging__Console__FormatterName", "simple");
        values.TryAdd("Logging__Console__FormatterOptions__SingleLine", "true");
    }
}
