using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.AppHost;

/// <summary>
/// What the user asked for: the command line first, else the configuration section <c>ImageRetrieval</c>. Paths are
/// relative to the folder in which the user is; the services get absolute ones.
/// </summary>
internal sealed class AppHostOptions
{
    public const string Usage = """
        Starts the whole system: ingest, search, portal and dashboard.

          --csv FILE         the list of images (columns url and id); default: the samples of this repository
          --models LIST      comma-separated, such as resnet50,vgg16; default: builtin
          --model-list FILE  further models, as JSON
          --data FOLDER      where everything is kept; default: ./data
          --dashboard-port N default: 15888
        """;

    private const string Section = "ImageRetrieval";
    private const int KeyBytes = 32;
    private static readonly string[] s_own = ["csv", "models", "model-list", "data"];
    private static readonly string[] s_host = ["dashboard-port", "environment"];

    private AppHostOptions(Func<string, string?> read, string? statusKey)
    {
        Csv = Absolute(read("csv"));
        ModelList = Absolute(read("model-list"));
        Data = Absolute(read("data") ?? "data")!;
        Models = read("models") ?? "builtin";
        StatusKey = statusKey is { Length: > 0 } ? statusKey : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
    }

    /// <summary>Null: the samples.</summary>
    public string? Csv { get; }

    public string Models { get; }

    public string? ModelList { get; }

    public string Data { get; }

    /// <summary>The key of the Worker's commands: the configured one (<c>Status:Key</c>), else a random one for this run.</summary>
    public string StatusKey { get; }

    /// <summary>The arguments that Worker and Api have in common.</summary>
    public string[] ServiceArgs => ModelList is null
        ? ["--data", Data, "--models", Models]
        : ["--data", Data, "--models", Models, "--model-list", ModelList];

    /// <summary>How the dashboard's commands reach the Worker: with its key.</summary>
    public HttpCommandOptions WorkerCommand => new()
    {
        PrepareRequest = context =>
        {
            context.Request.Headers.Add("X-Api-Key", StatusKey);
            return Task.CompletedTask;
        },
    };

    /// <summary>Reads and checks; what is wrong, with the remedy, is the message of the exception.</summary>
    public static AppHostOptions Read(IReadOnlyList<string> args, IConfiguration configuration)
    {
        var given = Parse(args);
        var options = new AppHostOptions(name => given.GetValueOrDefault(name) ?? configuration[$"{Section}:{name}"], configuration["Status:Key"]);
        if (options.Csv is not null && !File.Exists(options.Csv))
            throw new ArgumentException($"--csv: the file '{options.Csv}' does not exist. Give the path of a CSV file with the columns url and id.");
        if (options.ModelList is not null && !File.Exists(options.ModelList))
            throw new ArgumentException($"--model-list: the file '{options.ModelList}' does not exist.");
        if (File.Exists(options.Data))
            throw new ArgumentException($"--data: '{options.Data}' is a file. Give a folder; it is made when it does not exist.");
        if (options.Models.Split(',').Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"--models: '{options.Models}' has an empty name. Give names separated by commas, such as resnet50,vgg16.");
        return options;
    }

    private static Dictionary<string, string> Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < args.Count; index++)
        {
            var name = Name(args[index], out var value);
            if (value is null && (++index == args.Count || args[index].StartsWith("--", StringComparison.Ordinal)))
                throw new ArgumentException($"The option --{name} needs a value.");
            given[name] = value ?? args[index];
        }

        return given;
    }

    private static string Name(string argument, out string? value)
    {
        var parts = argument.Split('=', 2);
        value = parts.Length == 2 ? parts[1] : null;
        var name = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : "";
        // A name with a colon is a key of the configuration, such as --Logging:LogLevel:Default.
        if (s_own.Contains(name, StringComparer.OrdinalIgnoreCase) || s_host.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Contains(':', StringComparison.Ordinal))
            return name;
        throw new ArgumentException($"There is no option '{argument}'. The options are {string.Join(", ", s_own.Concat(s_host.Take(1)).Select(own => $"--{own}"))}; --help explains them.");
    }

    private static string? Absolute(string? path) => path is null ? null : Path.GetFullPath(path);
}
