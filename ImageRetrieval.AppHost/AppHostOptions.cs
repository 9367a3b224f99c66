using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.AppHost;

/// <summary>
/// The user's options: from the command line, else from the configuration section <c>ImageRetrieval</c>. Relative paths
/// are relative to the current folder; the services get absolute ones.
/// </summary>
internal sealed class AppHostOptions
{
    private const string Section = "ImageRetrieval";
    private const int KeyBytes = 32;

    /// <summary>Lists of images, and folders of pictures; absolute paths.</summary>
    public required IReadOnlyList<string> Csv { get; init; }

    /// <summary>Folders of pictures; absolute paths.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Options for reading lists, as arguments of the Worker.</summary>
    public required IReadOnlyList<string> ListArgs { get; init; }

    /// <summary>Model names, separated by commas.</summary>
    public required string Models { get; init; }

    /// <summary>A JSON file with additional models; null for none.</summary>
    public required string? ModelList { get; init; }

    /// <summary>The folder where all data is stored; an absolute path.</summary>
    public required string Data { get; init; }

    /// <summary>The key of the Worker's commands: the configured one (<c>Status:Key</c>), else a random one for this run.</summary>
    public required string StatusKey { get; init; }

    /// <summary>Arguments for configuration keys, such as <c>--Logging:LogLevel:Default=Debug</c>.</summary>
    public required IReadOnlyList<string> Configuration { get; init; }

    /// <summary>Whether this repository's samples are indexed, because the user gave no pictures.</summary>
    internal bool UsesSamples => Csv.Count + Sources.Count == 0;

    /// <summary>The arguments that Worker and Api have in common.</summary>
    internal string[] ServiceArgs => ["--data", Data, "--models", Models, .. ModelList is null ? Array.Empty<string>() : ["--model-list", ModelList]];

    /// <summary>The pictures, as arguments of the Worker.</summary>
    internal string[] SourceArgs => [.. Csv.SelectMany(path => (string[])["--csv", path]), .. Sources.SelectMany(path => (string[])["--source", path]), .. ListArgs];

    /// <summary>Fills in the defaults and validates all options.</summary>
    /// <exception cref="ArgumentException">What is wrong, with the remedy.</exception>
    internal static AppHostOptions Create(
        IConfiguration configuration, IReadOnlyList<string> csv, IReadOnlyList<string> sources, string? models, string? modelList, string? data, IReadOnlyList<(string Option, string? Value)> listOptions, IReadOnlyList<string> rest)
    {
        var options = new AppHostOptions
        {
            Csv = Absolute(csv is [] ? Configured(configuration, "csv") : csv),
            Sources = Absolute(sources is [] ? Configured(configuration, "source") : sources),
            ListArgs = [.. listOptions.Select(option => (option.Option, Value: option.Value ?? configuration[$"{Section}:{option.Option.TrimStart('-')}"])).Where(option => option.Value is not null).SelectMany(option => (string[])[option.Option, option.Value!])],
            Models = models ?? configuration[$"{Section}:models"] ?? "resnet18",
            ModelList = (modelList ?? configuration[$"{Section}:model-list"]) is { } file ? Path.GetFullPath(file) : null,
            Data = Path.GetFullPath(data ?? configuration[$"{Section}:data"] ?? "data"),
            StatusKey = configuration["Status:Key"] is { Length: > 0 } key ? key : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)),
            Configuration = rest,
        };
        return options.Problem() is { } problem ? throw new ArgumentException(problem) : options;
    }

    private string? Problem()
    {
        if (Csv.FirstOrDefault(path => !Path.Exists(path)) is { } csv)
            return $"--csv: the file '{csv}' does not exist. Give the path of a list of images, or a folder of pictures.";
        if (Sources.FirstOrDefault(path => !Directory.Exists(path)) is { } source)
            return File.Exists(source)
                ? $"--source: '{source}' is a file. Give a folder of pictures; a list of images is given with --csv."
                : $"--source: the folder '{source}' does not exist. Give the path of a folder of pictures.";
        if (ModelList is not null && !File.Exists(ModelList))
            return $"--model-list: the file '{ModelList}' does not exist.";
        if (File.Exists(Data))
            return $"--data: '{Data}' is a file. Give a folder; it is created if it does not exist.";
        if (Models.Split(',').Any(string.IsNullOrWhiteSpace))
            return $"--models: '{Models}' has an empty name. Give names separated by commas, such as resnet50,vgg16.";
        return null;
    }

    private static string[] Configured(IConfiguration configuration, string name) => configuration[$"{Section}:{name}"] is { Length: > 0 } path ? [path] : [];

    private static string[] Absolute(IReadOnlyList<string> paths) => [.. paths.Select(Path.GetFullPath)];
}
