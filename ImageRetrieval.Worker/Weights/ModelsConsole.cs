using Spectre.Console;

namespace ImageRetrieval.Worker.Weights;

/// <summary>The console of the command: lines, colours and progress in a terminal, plain text elsewhere.</summary>
internal static class ModelsConsole
{
    internal static IAnsiConsole Of(TextWriter output)
    {
        var target = new AnsiConsoleOutput(output);
        if (target.IsTerminal)
            return AnsiConsole.Create(new() { Out = target });
        // Without the enrichers: some CI systems would get escape codes in their logs.
        var plain = AnsiConsole.Create(new() { Out = target, Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Enrichment = new() { UseDefaultEnrichers = false } });
        // A file has no right margin.
        plain.Profile.Width = short.MaxValue;
        return plain;
    }
}
