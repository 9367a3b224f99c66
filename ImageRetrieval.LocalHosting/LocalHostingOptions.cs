using ImageRetrieval.LocalHosting.Health;
using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting;

/// <summary>Configuration section <c>LocalHosting</c>.</summary>
internal sealed class LocalHostingOptions
{
    public const string Section = "LocalHosting";

    public RestartOptions Restart { get; init; } = new();

    public HealthOptions Health { get; init; } = new();

    /// <summary>How long a process may take to stop by itself.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How often it is said what is not ready yet, and what that wrote last.</summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gives every endpoint a free port, so that several applications can run side by side, as in tests.</summary>
    public bool RandomizePorts { get; init; }

    public void Check()
    {
        OptionRange.Check($"{Section}:StopTimeout", StopTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        OptionRange.Check($"{Section}:Reminder", Reminder, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Restart.Check($"{Section}:Restart");
        Health.Check($"{Section}:Health");
    }
}
