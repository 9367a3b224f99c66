using ImageRetrieval.DecodeFuzz;

FuzzOptions.Command.SetAction(async line =>
{
    var options = new FuzzOptions(line);
    return options.IsChild ? FuzzChild.Run(options, Console.Out) : await FuzzParent.RunAsync(options, args, Console.Out);
});
var line = FuzzOptions.Command.Parse(args);
var exitCode = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : exitCode;
