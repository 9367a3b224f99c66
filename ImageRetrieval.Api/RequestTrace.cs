using System.Diagnostics;

namespace ImageRetrieval.Api;

/// <summary>The name of a request in logs and traces.</summary>
internal static class RequestTrace
{
    /// <summary>The trace's id when the request is traced, otherwise the server's own number of the request.</summary>
    internal static string IdOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
