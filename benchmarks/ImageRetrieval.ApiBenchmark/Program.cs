using ImageRetrieval.ApiBenchmark;

BenchmarkOptions.Command.SetAction(line => Benchmark.RunAsync(new(line), Console.Out));
var line = BenchmarkOptions.Command.Parse(args);
var exitCode = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : exitCode;
