using ImageRetrieval.VisionBenchmark;

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{BenchmarkOptions.Usage}");
    return 2;
}

Benchmark.Run(options, Console.Out);
return 0;
