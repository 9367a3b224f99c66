using ImageRetrieval.LocalHosting.Telemetry;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>Configuration section <c>Dashboard</c>.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    private const int MinimumTokenLength = 16;

    /// <summary>Also <c>--dashboard-port</c>; 0 takes any free port.</summary>
    public int Port { get; init; } = 15888;

    /// <summary>A secret that opens the dashboard as often as it is shown, for programs; none unless it is set.</summary>
    public string? Token { get; init; }

    /// <summary>The key that telemetry is sent with, for programs that the AppHost does not start; a new one each run unless it is set.</summary>
    public string? OtlpKey { get; init; }

    /// <summary>How much telemetry is kept, and where.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>The resource whose models and indexes the page Search shows.</summary>
    public string SearchResource { get; init; } = "api";

    public void Check()
    {
        Telemetry.Check($"{Section}:{nameof(Telemetry)}");
        OptionRange.Check($"{Section}:Port", Port, 0, 65535);
        CheckSecret(nameof(Token), Token);
        CheckSecret(nameof(OtlpKey), OtlpKey);
    }

    private static void CheckSecret(string name, string? secret)
    {
        if (secret is { Length: < MinimumTokenLength })
            throw new DistributedApplicationException($"{Section}:{name} has {secret.Length} characters; it must have {MinimumTokenLength} or more.");
    }
}
