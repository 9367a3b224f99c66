using System.Diagnostics;

namespace ImageRetrieval.Api;

/// <summary>The Api's spans, and the name of its meter.</summary>
internal static class ApiTelemetry
{
    internal const string Name = "ImageRetrieval.Api";

    internal static ActivitySource Source { get; } = new(Name);
}
