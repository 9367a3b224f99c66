using ImageRetrieval.ServiceDefaults.Security;

namespace ImageRetrieval.Api.Safety;

/// <summary>The Api's security headers: browsers treat an answer as exactly what it declares to be, and load nothing for it.</summary>
internal static class ApiHeaders
{
    // Pages of other origins may embed pictures only where CORS allows those origins.
    internal static SecurityHeaders Of(SafetyOptions safety) =>
        new("default-src 'none'; frame-ancestors 'none'; sandbox", "no-referrer", safety.Origins.Count > 0 ? "cross-origin" : "same-origin");
}
