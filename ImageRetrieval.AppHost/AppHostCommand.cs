using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.AppHost;

/// <summary>The command line. Mistakes are reported in one sentence before anything starts.</summary>
internal sealed class AppHostCommand : RootCommand
{
    private readonly Option<string[]> _csv = new("--csv") { Description = "A list of images (CSV, TSV, JSON, Parquet or plain text) or a folder of pictures; may be repeated. Default: this repository's samples", HelpName = "FILE" };
    private readonly Option<string[]> _source = new("--source") { Description = "A folder of pictures, including its subfolders; may be repeated", HelpName = "FOLDER" };
    private readonly Option<string?> _urlColumn = new("--url-column") { Description = "The lists' column of URLs. Default: url, or a name that common feeds use", HelpName = "NAME" };
    private readonly Option<string?> _idColumn = new("--id-column") { Description = "The lists' column of ids. Default: id, or a name that common feeds use", HelpName = "NAME" };
    private readonly Option<string?> _listEncoding = new("--list-encoding") { Description = "The encoding of lists without a byte order mark, such as windows-1252. Default: detected", HelpName = "NAME" };
    private readonly Option<string?> _models = new("--models") { Description = "The models to index with, separated by commas, such as resnet50,vgg16. Default: resnet18", HelpName = "NAMES" };
    private readonly Option<string?> _modelList = new("--model-list") { Description = "A JSON file that describes additional models", HelpName = "FILE" };
    private readonly Option<string?> _data = new("--data") { Description = "The folder where all data is stored. Default: ./data", HelpName = "FOLDER" };
    private readonly Option<string?> _database = new("--database") { Description = "Reserved for PostgreSQL, which is not supported yet", HelpName = "CONNECTION" };

    private AppHostCommand()
        : base("Starts the whole system: ingest, search, portal and dashboard. Paths are relative to the current folder.")
    {
        TreatUnmatchedTokensAsErrors = false;
        foreach (var option in Own)
            Add(option);
    }

    private Option[] ListOptions => [_urlColumn, _idColumn, _listEncoding];

    private Option[] Own => [_csv, _source, .. ListOptions, _models, _modelList, _data, _database];

    /// <returns>Null when there is nothing to run; the exit code is then set.</returns>
    internal static AppHostOptions? Read(IReadOnlyList<string> args)
    {
        var command = new AppHostCommand();
        var parsed = Parse(command, args);
        if (parsed.Errors is [] && parsed.Action is not null)
        {
            // --help and --version need nothing else.
            Environment.ExitCode = parsed.Invoke();
            return null;
        }

        try
        {
            return command.Interpret(parsed);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Environment.ExitCode = 1;
            return null;
        }
    }

    /// <exception cref="ArgumentException">What is wrong with the command line, with the remedy.</exception>
    internal static AppHostOptions Parse(IReadOnlyList<string> args)
    {
        var command = new AppHostCommand();
        return command.Interpret(Parse(command, args));
    }

    // A value that begins with @ is a path here, not a file of further arguments.
    private static ParseResult Parse(AppHostCommand command, IReadOnlyList<string> args) =>
        command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private AppHostOptions Interpret(ParseResult parsed)
    {
        // When a value is missing, the parser takes the next option as the value.
        if (Own.FirstOrDefault(option => parsed.GetResult(option)?.Tokens.Any(token => token.Value.StartsWith("--", StringComparison.Ordinal)) == true) is { } empty)
            throw new ArgumentException($"The option {empty.Name} needs a value. A name that begins with -- is given as ./--name.");
        if (Unknown(parsed.UnmatchedTokens) is { } unknown)
            throw new ArgumentException($"There is no option '{unknown}'. The options are {string.Join(", ", Own.Select(option => option.Name))}; --help explains them.");
        if (parsed.Errors is [{ } error, ..])
            throw new ArgumentException(error.SymbolResult is OptionResult option ? $"The option {option.Option.Name} needs a value." : error.Message);
        if (parsed.GetValue(_database) is not null)
            throw new ArgumentException("--database: PostgreSQL is not supported yet. Omit the option; all data is then stored in the folder given with --data.");
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. parsed.UnmatchedTokens]).Build();
        return AppHostOptions.Create(
            configuration,
            parsed.GetValue(_csv) ?? [],
            parsed.GetValue(_source) ?? [],
            parsed.GetValue(_models),
            parsed.GetValue(_modelList),
            parsed.GetValue(_data),
            [.. ListOptions.Select(option => (option.Name, parsed.GetResult(option)?.Tokens.SingleOrDefault()?.Value))],
            parsed.UnmatchedTokens);
    }

    // A name with a colon is a configuration key, with its value after = or as the next argument.
    private static string? Unknown(IReadOnlyList<string> tokens)
    {
        for (var index = 0; index < tokens.Count; index++)
        {
            if (!tokens[index].StartsWith("--", StringComparison.Ordinal) || !tokens[index].Contains(':', StringComparison.Ordinal))
                return tokens[index];
            if (!tokens[index].Contains('=', StringComparison.Ordinal))
                index++;
        }

        return null;
    }
}
