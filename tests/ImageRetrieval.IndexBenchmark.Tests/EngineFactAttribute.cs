using ImageRetrieval.IndexBenchmark.Engines;

namespace ImageRetrieval.IndexBenchmark.Tests;

/// <summary>A test of a peer; where it cannot run the test is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute(string engine)
    {
        try
        {
            using var files = new ChildFiles(Sets.Random(2, 1, 8));
            EngineList.Create(engine, files, new BenchmarkOptions()).Dispose();
        }
        catch (EngineMissingException missing)
        {
            Skip = $"{engine}: {missing.Message}";
        }
    }
}
