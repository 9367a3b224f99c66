using ImageRetrieval.DecodeFuzz;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{FuzzOptions.Usage}");
    return 2;
}
return options.IsChild ? FuzzChild.Run(options, Console.Out) : await FuzzParent.RunAsync(options, args, Console.Out);
