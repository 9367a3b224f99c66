using System.Text.Json;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Looks at a running Api now and then: its memory, and which snapshots answer.</summary>
internal sealed class SoakWatch(ServiceProcess api)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly List<long> _residentBytes = [];
    private readonly Dictionary<string, HashSet<string>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int First, int Last)> _counts = new(StringComparer.Ordinal);

    internal long MostResidentBytes => _residentBytes.Max();

    /// <summary>Different snapshots of a model that were seen.</summary>
    internal int Versions(string model) => _versions[model].Count;

    internal int FirstCount(string model) => _counts[model].First;

    internal int LastCount(string model) => _counts[model].Last;

    /// <summary>Memory after a share of the time, 0..1.</summary>
    internal long ResidentBytesAt(double share) => _residentBytes[(int)(share * (_residentBytes.Count - 1))];

    internal async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            _residentBytes.Add(api.ResidentBytes);
            using var stats = JsonDocument.Parse(await api.GetAsync("/v1/stats"));
            foreach (var model in stats.RootElement.GetProperty("models").EnumerateArray())
                Note(model.GetProperty("model").GetString()!, model.GetProperty("snapshotVersion").GetString(), model.GetProperty("count").GetInt32());
            await Task.Delay(s_pause, CancellationToken.None);
        }
    }

    private void Note(string model, string? version, int count)
    {
        if (version is null)
            return;
        if (!_versions.TryGetValue(model, out var seen))
            _versions.Add(model, seen = []);
        seen.Add(version);
        _counts[model] = (_counts.TryGetValue(model, out var known) ? known.First : count, count);
    }
}
