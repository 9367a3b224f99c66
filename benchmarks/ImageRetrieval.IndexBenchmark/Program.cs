using ImageRetrieval.IndexBenchmark;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Maps;
using ImageRetrieval.IndexBenchmark.Measures;

try
{
    switch (args.FirstOrDefault())
    {
        case "features":
            FeatureFile.Write(FeatureOptions.Parse(args.AsSpan(1)), Console.Error);
            break;
        case "map":
            MapBenchmark.Run(MapOptions.Parse(args.AsSpan(1)), Console.Out);
            break;
        case MemoryChild.Command:
            MemoryChild.Run(args, Console.Out);
            break;
        default:
            Benchmark.Run(args, Console.Out, Console.Error);
            break;
    }

    return 0;
}
catch (FormatException e)
{
    Console.Error.WriteLine($"{e.Message}\n\n{BenchmarkOptions.Usage}\n\n{FeatureOptions.Usage}\n\n{MapOptions.Usage}");
    return 2;
}
