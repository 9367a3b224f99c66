using System.CommandLine;
using ImageRetrieval.Worker.Duplicates;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Weights;

namespace ImageRetrieval.Worker;

/// <summary>The command line: the service with its options, <c>models …</c> or <c>duplicates …</c>. Options become configuration.</summary>
internal sealed class WorkerCommand
{
    /// <summary>The exit code for an invalid command line.</summary>
    internal const int NotUnderstood = 2;

    private const string Description =
        """
        Downloads, embeds and indexes images.

        Every configuration key is an option too: --Ingest:DownloadConcurrency=16. docs/ingest.md lists the keys.

        Examples:
          ImageRetrieval.Worker --source ~/Pictures --data ./data
          ImageRetrieval.Worker --csv shop.csv --csv more.jsonl --models resnet50,vgg16 --data ./data --once
          ImageRetrieval.Worker models pull resnet50 --data ./data
          ImageRetrieval.Worker duplicates --csv copies.csv --data ./data
        """;

    private static readonly string[] s_paths = ["--csv", "--source", "--model-list"];

    private readonly Dictionary<Option, string> _keys = new()
    {
        [new Option<string[]>("--csv") { HelpName = "LIST|FOLDER", Description = "A list of image URLs (CSV, TSV, JSON, Parquet or plain text) or a folder of images. Repeatable." }] = "Ingest:Csv",
        [new Option<string[]>("--source") { HelpName = "FOLDER|LIST", Description = "The same as --csv. Repeatable." }] = "Ingest:Sources",
        [new Option<string>("--url-column") { HelpName = "NAME", Description = "The lists' column of URLs. Default: url, and the names used by common feeds." }] = "Ingest:UrlColumn",
        [new Option<string>("--id-column") { HelpName = "NAME", Description = "The lists' column of ids. Default: id, and the names used by common feeds." }] = "Ingest:IdColumn",
        [new Option<string>("--list-encoding") { HelpName = "NAME", Description = "The encoding of lists without a byte order mark, such as windows-1252. Default: detected." }] = "Ingest:ListEncoding",
        [new Option<bool>("--once") { Description = "Exit when the list is done: code 0, or 1 when nothing could be indexed, or 143 or 130 when it was stopped." }] = "Ingest:Once",
        [new Option<string>("--data") { HelpName = "FOLDER", Description = "The data folder; weights are in its models/. Default: data.", Recursive = true }] = "Data:Folder",
        [new Option<string[]>("--models") { HelpName = "NAME,…", Description = "The models to use; the first is the default of a search. Default: resnet18." }] = "Vision:Models",
        [new Option<string[]>("--model-list") { HelpName = "FILE,…", Description = "Further model lists (JSON files).", Recursive = true }] = "Vision:ModelList",
        [new Option<string>("--urls") { HelpName = "ADDRESS", Description = "Where /status listens, for instance http://localhost:5090." }] = "urls",
    };
    private readonly RootCommand _service = new(Description);
    private readonly ParseResult _parsed;

    /// <summary>Parses the command line and adds its options to the configuration.</summary>
    internal WorkerCommand(string[] args, IConfigurationManager configuration)
    {
        foreach (var option in _keys.Keys)
            _service.Add(option);
        _service.Add(ModelsCommand.Create(configuration));
        _service.Add(DuplicatesCommand.Create(configuration));
        _service.SetAction(_ => { });

        var (own, settings) = TakeSettings(args);
        // A name that begins with @ is the name of a file here.
        _parsed = _service.Parse(own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        configuration.AddCommandLine(settings);
        configuration.AddInMemoryCollection(_keys.Select(option => KeyValuePair.Create(option.Value, Value(option.Key))).Where(option => option.Value is not null));
    }

    /// <summary>Whether this is the service, not help or another command.</summary>
    internal bool IsService => _parsed.Action == _service.Action;

    /// <summary>Runs everything but the service: a command, help, or the sentence that reports an error.</summary>
    internal async Task<int> RunAsync(TextWriter output, TextWriter errors, CancellationToken token = default)
    {
        var isWrong = _parsed.Errors.Count > 0;
        var exitCode = await _parsed.InvokeAsync(new() { Output = isWrong ? errors : output, Error = errors }, token);
        return isWrong ? NotUnderstood : exitCode;
    }

    private string? Value(Option option) => _parsed.GetResult(option) switch
    {
        // A missing flag has a result too, with its default.
        null or { Implicit: true } => null,
        { Tokens.Count: 0 } => bool.TrueString,
        // Configuration keeps one value per key. Names of files may contain commas; those of models do not.
        var given when s_paths.Contains(option.Name) => PathList.Join(given.Tokens.Select(token => token.Value)),
        var given => string.Join(',', given.Tokens.Select(token => token.Value)),
    };

    /// <summary>Configuration keys are open-ended: --Section:Key=VALUE and --Section:Key VALUE are forwarded to the configuration.</summary>
    private static (string[] Own, string[] Settings) TakeSettings(string[] args)
    {
        List<string> own = [], settings = [];
        for (var i = 0; i < args.Length; i++)
        {
            var isSetting = args[i].StartsWith("--", StringComparison.Ordinal) && args[i].Split('=')[0].Contains(':', StringComparison.Ordinal);
            (isSetting ? settings : own).Add(args[i]);
            if (isSetting && !args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                settings.Add(args[++i]);
        }
        return ([.. own], [.. settings]);
    }
}
