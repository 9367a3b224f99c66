using System.Text.Json;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>What the page Search shows; models and ingest as the service <paramref name="Resource"/> answers, null when it does not.</summary>
internal sealed record SearchView(string Resource, bool IsReady, JsonElement? Models, JsonElement? Ingest, IReadOnlyList<SlowSearch> Slowest);

/// <summary>A search and the milliseconds of its stages.</summary>
internal sealed record SlowSearch(TraceRow Trace, IReadOnlyDictionary<string, double> Stages);
