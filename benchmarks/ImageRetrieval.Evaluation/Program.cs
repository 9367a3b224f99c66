using ImageRetrieval.Evaluation;

var line = Commands.Root.Parse(args);
var exitCode = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : exitCode;
