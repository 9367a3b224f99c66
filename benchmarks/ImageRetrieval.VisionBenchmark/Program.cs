using ImageRetrieval.VisionBenchmark;

BenchmarkOptions.Command.SetAction(line => Benchmark.Run(new(line), Console.Out));
var line = BenchmarkOptions.Command.Parse(args);
var exitCode = line.Invoke();
return line.Errors.Count > 0 ? 2 : exitCode;
