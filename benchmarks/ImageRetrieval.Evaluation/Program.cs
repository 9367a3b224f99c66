using ImageRetrieval.Evaluation;
using ImageRetrieval.Vision.Models;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) => { key.Cancel = true; stop.Cancel(); };
try
{
    return await Evaluation.RunAsync(EvaluationOptions.Parse(args), Console.Out, stop.Token);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{EvaluationOptions.Usage}");
    return 2;
}
catch (Exception error) when (error is EvaluationException or ModelException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(error is OperationCanceledException ? "Stopped." : error.Message);
    return 1;
}
