using Microsoft.AspNetCore.Http;

namespace ImageRetrieval.ServiceDefaults.Health;

internal static class HealthPaths
{
    public const string Ready = "/health";
    public const string Alive = "/alive";

    /// <summary>Probes come every few seconds for ever; they are no traffic to be traced.</summary>
    public static bool IsProbe(PathString path) =>
        path.Equals(Ready, StringComparison.OrdinalIgnoreCase) || path.Equals(Alive, StringComparison.OrdinalIgnoreCase);
}
