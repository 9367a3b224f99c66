using ImageRetrieval.IndexBenchmark.Engines;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>Measures curves, the engines in turn, so that a neighbour on the machine disturbs all of them alike.</summary>
internal static class CurveMeasurement
{
    /// <summary>Recalls at which engines are compared.</summary>
    public static IReadOnlyList<double> Targets { get; } = [0.95, 0.99];

    /// <summary>One curve for each engine; an exact engine's has one point, its efSearch 0.</summary>
    public static IReadOnlyList<Curve> Take(Workbench bench)
    {
        Plan[] plans = [.. bench.Engines.Select(engine => new Plan(engine, Grid(bench, bench.Built(engine))))];
        int[] found = bench.Answers();
        int longest = plans.Max(plan => plan.Efs.Length);
        for (int round = 0; round < bench.Options.Rounds; round++)
        {
            bench.Log.WriteLine($"searching, round {round + 1} of {bench.Options.Rounds}");
            for (int i = 0; i < longest; i++)
            {
                foreach (Plan plan in plans.Where(plan => i < plan.Efs.Length))
                    plan.Seconds[i].Add(plan.Engine.Search(plan.Efs[i], found).CpuSeconds);
            }
        }

        return [.. plans.Select(plan => plan.ToCurve(bench.Set.Queries))];
    }

    private static SortedDictionary<int, double> Grid(Workbench bench, IEngine engine)
    {
        bench.Log.WriteLine($"recall of {engine.Name}");
        int[] found = bench.Answers();
        double Recall(int ef)
        {
            engine.Search(ef, found);
            return bench.Truth.Recall(found);
        }

        return engine.IsExact ? new() { [0] = Recall(0) } : EfGrid.Choose(bench.Options.EfSearch, Targets, Recall);
    }

    /// <summary>What is asked of one engine, and what it took.</summary>
    private sealed class Plan(IEngine engine, SortedDictionary<int, double> grid)
    {
        public IEngine Engine => engine;

        public int[] Efs { get; } = [.. grid.Keys];

        public List<double>[] Seconds { get; } = [.. grid.Select(_ => new List<double>())];

        public Curve ToCurve(int queries) =>
            new(engine.Name, [.. Efs.Select((ef, i) => Point(ef, queries / Median.Of(Seconds[i]))).OrderBy(point => point.Recall).ThenBy(point => point.Ef)]);

        private CurvePoint Point(int ef, double queriesPerSecond) =>
            new(ef, grid[ef], queriesPerSecond, (engine as LocalEngine)?.Evaluations(ef));
    }
}
