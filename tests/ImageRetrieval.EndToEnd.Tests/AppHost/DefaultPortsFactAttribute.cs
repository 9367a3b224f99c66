using System.Net.NetworkInformation;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>A test on the ports that users get. Where another program has one of them, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DefaultPortsFactAttribute : FactAttribute
{
    private static readonly int[] s_ports = [5070, 5080, 5090, 8000, 15888];

    public DefaultPortsFactAttribute()
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        if (s_ports.Where(listening.Contains).ToArray() is { Length: > 0 } taken)
            Skip = $"Other programs listen on port {string.Join(", ", taken)}: the default run was NOT checked. Stop them and run the tests again.";
    }
}
