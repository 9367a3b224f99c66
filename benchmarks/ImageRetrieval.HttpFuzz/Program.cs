using ImageRetrieval.HttpFuzz;

FuzzOptions.Command.SetAction(line => FuzzRun.RunAsync(new FuzzOptions(line), Console.Out));
var line = FuzzOptions.Command.Parse(args);
var exitCode = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : exitCode;
