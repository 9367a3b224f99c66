using ImageRetrieval.ApiBenchmark;

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

await Benchmark.RunAsync(options, Console.Out);
return 0;
