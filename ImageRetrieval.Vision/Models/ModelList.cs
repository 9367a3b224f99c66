using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageRetrieval.Vision.Models;

/// <summary>The available models by name: the built-in list, then the user's lists of the same schema.</summary>
public sealed class ModelList
{
    private const string BuiltInList = "ImageRetrieval.Vision.models.json";

    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly JsonSerializerOptions s_json = new(s_plain) { Converters = { new ProfileJsonConverter(s_plain) } };

    private static readonly Lazy<ModelList> s_builtIn = new(() => Load());

    private readonly Dictionary<string, ModelEntry> _models = new(StringComparer.Ordinal);

    private ModelList()
    {
    }

    /// <summary>Only the built-in list.</summary>
    internal static ModelList BuiltIn => s_builtIn.Value;

    /// <summary>How entries are written and read.</summary>
    internal static JsonSerializerOptions Json => s_json;

    /// <summary>All entries, in the order of the lists.</summary>
    public IReadOnlyCollection<ModelEntry> Models => _models.Values;

    /// <summary>Reads the built-in list and then the given ones. An entry replaces an earlier one with the same name.</summary>
    /// <param name="userLists">Paths of JSON files.</param>
    /// <exception cref="ModelException">A list is missing or not valid JSON, or an entry is invalid.</exception>
    public static ModelList Load(params IEnumerable<string> userLists)
    {
        ArgumentNullException.ThrowIfNull(userLists);
        var list = new ModelList();
        using (var stream = typeof(ModelList).Assembly.GetManifestResourceStream(BuiltInList)!)
            list.Add(stream, "models.json", folder: null);

        foreach (var path in userLists)
        {
            var fullPath = Path.GetFullPath(path);
            if (!File.Exists(fullPath))
                throw new ModelException(ModelError.InvalidList, $"The model list '{fullPath}' does not exist: give the path of a JSON file with the schema of docs/models.md.");
            using var stream = File.OpenRead(fullPath);
            list.Add(stream, fullPath, Path.GetDirectoryName(fullPath));
        }
        list.CompleteCombinations();
        return list;
    }

    /// <summary>The entry of that name.</summary>
    /// <exception cref="ModelException">There is none; the message lists the known names.</exception>
    public ModelEntry Find(string name) =>
        _models.TryGetValue(name, out var entry)
            ? entry
            : throw new ModelException(ModelError.Unknown, $"There is no model '{name}': known are {string.Join(", ", _models.Keys)}. Others are added with --model-list.");

    /// <summary>The models whose files an entry uses, with their weights: the parts of a combination, or the model itself.</summary>
    public IReadOnlyList<(ModelEntry Entry, double Weight)> PartsOf(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Combine is { } parts ? [.. parts.Select(part => (Find(part.Model), part.Weight))] : [(entry, 1)];
    }

    // After all lists are read: an entry may be replaced by a later list, and a combination may come before its parts.
    private void CompleteCombinations()
    {
        foreach (var entry in _models.Values.Where(entry => entry.Combine is not null).ToList())
            _models[entry.Name] = entry.CompleteWith(_models.GetValueOrDefault);
    }

    private void Add(Stream json, string path, string? folder)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ListFile>(json, s_json) ?? throw new JsonException("the file holds null");
            foreach (var entry in file.Models)
            {
                entry.Validate();
                _models[entry.Name] = entry with { ListFolder = folder };
            }
        }
        catch (JsonException error)
        {
            throw new ModelException(ModelError.InvalidList, $"The model list '{path}' cannot be read: {error.Message}", error);
        }
    }

    private sealed record ListFile
    {
        public required IReadOnlyList<ModelEntry> Models { get; init; }
    }
}
