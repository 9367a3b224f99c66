using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ImageRetrieval.Vision.Batching;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Trial;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>The configuration section <c>Vision</c> of every program that embeds images.</summary>
public sealed class VisionOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Vision";

    /// <summary>The default model.</summary>
    public const string Default = "resnet18";

    /// <summary>The models to use, separated by commas; the first is the default of a search. Option <c>--models</c>.</summary>
    [Required(ErrorMessage = "Vision:Models is empty: name at least one model, for instance 'resnet18' (option --models).")]
    public string Models { get; set; } = Default;

    /// <summary>Further model lists (JSON files), separated by commas or as a JSON array of names. Option <c>--model-list</c>.</summary>
    public string? ModelList { get; set; }

    /// <summary>
    /// The folder for files derived from weights. Default: beside the weights; if that folder is read-only, the user's cache; if
    /// that is read-only too, memory.
    /// </summary>
    public string? CacheFolder { get; set; }

    /// <summary>The execution provider: <c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public ExecutionProvider Provider { get; set; } = ExecutionProvider.Auto;

    /// <summary>Threads per image for inference; 0 uses all cores.</summary>
    [Range(0, 256)]
    public int ThreadsPerImage { get; set; }

    /// <summary>The maximum number of images per run on a GPU; 1 disables batching. On the CPU, where batching gains nothing, it is always 1.</summary>
    [Range(1, 256)]
    public int MaxBatch { get; set; } = BatchSettings.Default.MaxBatch;

    /// <summary>How long an image waits for others to join its run on a GPU.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan BatchWait { get; set; } = BatchSettings.Default.Wait;

    /// <summary>Whether a model of a user's list is tested once in a separate process before it is loaded.</summary>
    public bool TryModels { get; set; } = TrialSettings.Default.Enabled;

    /// <summary>The time limit of that test, including loading the weights.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TrialLimit { get; set; } = TrialSettings.Default.Limit;

    /// <summary><see cref="Models"/> as names, without blanks and repetitions.</summary>
    public IReadOnlyList<string> ModelNames => [.. Split(Models).Distinct()];

    /// <summary><see cref="ModelList"/> as paths.</summary>
    public IReadOnlyList<string> ModelLists => ModelList is null ? [] : [.. Texts(ModelList).SelectMany(list => File.Exists(list) ? [list] : Split(list))];

    /// <summary>Creates the loader for these options.</summary>
    /// <param name="dataFolder">The data folder; weights are in its <c>models</c>.</param>
    /// <param name="http">For downloads of weights.</param>
    /// <exception cref="ModelException">A list is invalid, or a model is not in any list.</exception>
    public ModelLoader CreateLoader(string dataFolder, HttpClient http)
    {
        var settings = new InferenceSettings { Provider = Provider, ThreadsPerImage = ThreadsPerImage, Batching = new(MaxBatch, BatchWait) };
        return new ModelLoader(LoadList(), Store(dataFolder, http), settings, new TrialSettings(TryModels, TrialLimit));
    }

    /// <summary>Where weights are, and where they are downloaded to: the data folder's <c>models</c>.</summary>
    /// <param name="dataFolder">Full path.</param>
    /// <param name="http">For downloads.</param>
    public ModelStore Store(string dataFolder, HttpClient http) => new(Path.Combine(dataFolder, "models"), http, CacheFolder);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ModelNames.Count == 0)
            return [new ValidationResult("Vision:Models names no model: give at least one, for instance --models resnet18.")];
        try
        {
            LoadList();
            return [];
        }
        catch (ModelException error)
        {
            return [new ValidationResult(error.Message)];
        }
    }

    private ModelList LoadList()
    {
        var list = Vision.Models.ModelList.Load(ModelLists);
        foreach (var name in ModelNames)
            _ = list.Find(name);
        return list;
    }

    // A repeated option is passed as a JSON array, because file names may contain commas.
    private static string[] Texts(string list)
    {
        try
        {
            return list.StartsWith('[') && !File.Exists(list) ? JsonSerializer.Deserialize<string[]>(list) ?? [] : [list];
        }
        catch (JsonException)
        {
            return [list];
        }
    }

    private static string[] Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
