using System.Diagnostics;
using System.Text.Json;

namespace ImageRetrieval.DecodeFuzz;

/// <summary>
/// Decodes the damaged images. It reports each image's number before it starts, so that the process that watches it knows
/// which one crashed it or hung, and the result at the end.
/// </summary>
internal static class FuzzChild
{
    private const int Shares = 10;
    private const int LeastShare = 200;

    internal static int Run(FuzzOptions options, TextWriter output)
    {
        var seeds = SeedImages.Make();
        var calls = new DecodeCalls();
        var outcomes = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        CheckWhole(seeds, calls);
        if (options is { Only: { } only, SaveFile: { } path })
            File.WriteAllBytes(path, Damaged(seeds, options.Seed, only));

        List<long> resident = [];
        var share = Math.Max(LeastShare, options.Count / Shares);
        var (first, end) = options.Only is { } number ? (number, number + 1) : (0, options.Count);
        for (var i = first; i < end; i++)
        {
            output.WriteLine($"at {i}");
            var kind = seeds[i % seeds.Count].Kind;
            Count(outcomes, kind, calls.Run(Damaged(seeds, options.Seed, i), i, kind));
            if ((i - first + 1) % share == 0)
                resident.Add(ResidentBytes());
        }

        output.WriteLine("result " + JsonSerializer.Serialize(new FuzzResult
        {
            Outcomes = outcomes,
            Failures = calls.Failures,
            Slowest = calls.Slowest,
            ResidentBytes = resident,
            ManagedBytes = GC.GetGCMemoryInfo().TotalCommittedBytes,
            PeakBytes = PeakBytes(),
            CpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds,
        }));
        return 0;
    }

    private static byte[] Damaged(IReadOnlyList<SeedImage> seeds, int seed, int number) =>
        Mutator.Damage(seeds[number % seeds.Count].Bytes, seed, number);

    // Damage to images that were never decodable would prove nothing.
    private static void CheckWhole(IReadOnlyList<SeedImage> seeds, DecodeCalls calls)
    {
        foreach (var seed in seeds)
        {
            if (calls.Run(seed.Bytes, -1, seed.Kind) is not "decoded" and var outcome)
                calls.Failures.Add($"the undamaged {seed.Kind} is rejected: {outcome}");
        }
    }

    private static void Count(SortedDictionary<string, SortedDictionary<string, int>> outcomes, string kind, string outcome)
    {
        if (!outcomes.TryGetValue(kind, out var ofKind))
            outcomes[kind] = ofKind = new(StringComparer.Ordinal);
        ofKind[outcome] = ofKind.GetValueOrDefault(outcome) + 1;
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        return Environment.WorkingSet;
    }

    private static long PeakBytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
