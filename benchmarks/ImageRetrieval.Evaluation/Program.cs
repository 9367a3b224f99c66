using ImageRetrieval.Evaluation;
using ImageRetrieval.Vision.Models;

EvaluationOptions.Command.SetAction(async (line, token) =>
{
    try
    {
        return await Evaluation.RunAsync(new(line), Console.Out, token);
    }
    catch (Exception error) when (error is EvaluationException or ModelException or OperationCanceledException)
    {
        await Console.Error.WriteLineAsync(error is OperationCanceledException ? "Stopped." : error.Message);
        return 1;
    }
});
var line = EvaluationOptions.Command.Parse(args);
var exitCode = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : exitCode;
