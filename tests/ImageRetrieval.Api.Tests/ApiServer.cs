using ImageRetrieval.Fixtures;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.Api.Tests;

/// <summary>
/// The Api over a data folder of its own, with as many pictures as a test wants, published as the Worker would. It
/// listens on a real port, so that limits of the server count as well.
/// </summary>
internal sealed class ApiServer : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings = new();

    public ApiServer(string models = "builtin", string? modelList = null)
    {
        _settings["Data:Folder"] = _folder.Path;
        _settings["Vision:Models"] = models;
        _settings["Api:SnapshotPollSeconds"] = "0.1";
        if (modelList is not null)
            _settings["Vision:ModelList"] = modelList;
        UseKestrel();
    }

    public LogLines Log { get; } = new();

    public string DataFolder => _folder.Path;

    public ApiServer With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Publishes a snapshot of these pictures (id, name, bytes) for the built-in model.</summary>
    public Task<Manifest> PublishAsync(IEnumerable<(string Id, string Name, byte[] Bytes)> pictures, string? space = null, Func<string, IReadOnlyDictionary<string, string>>? columns = null) =>
        PublishAsync(ModelList.Load().Find("builtin"), pictures, space, columns);

    /// <summary>As above, for a model of the list that this was made with.</summary>
    public async Task<Manifest> PublishAsync(ModelEntry entry, IEnumerable<(string Id, string Name, byte[] Bytes)> pictures, string? space = null, Func<string, IReadOnlyDictionary<string, string>>? columns = null)
    {
        using var http = new HttpClient();
        var vision = new VisionOptions { ModelList = _settings.GetValueOrDefault("Vision:ModelList"), ThreadsPerImage = 1 };
        using var model = await vision.CreateLoader(_folder.Path, http).LoadAsync(entry.Name);
        var decoder = new ImageDecoder();
        var builder = new SnapshotBuilder(space ?? model.Space.Text, model.Space.Dimension, new HnswOptions());
        foreach (var (id, name, bytes) in pictures)
        {
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            var info = decoder.ReadInfo(bytes);
            var path = Path.Combine(_folder.Path, "images", sha256[..2], sha256[2..] + info.Extension);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes);
            var fields = new Dictionary<string, string>
            {
                ["url"] = "http://pictures.test/" + name,
                ["name"] = name,
                ["sha256"] = sha256,
                ["extension"] = info.Extension,
                ["width"] = info.Width.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["height"] = info.Height.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["meta.kind"] = "test",
            };
            foreach (var (column, value) in columns?.Invoke(id) ?? new Dictionary<string, string>())
                fields["meta." + column] = value;
            builder.Add(new SnapshotItem(id, fields), Embed(model, decoder, bytes));
        }
        return builder.Publish(Path.Combine(_folder.Path, "snapshots", entry.Name), keepPrevious: 3);
    }

    private static float[] Embed(EmbeddingModel model, ImageDecoder decoder, byte[] bytes)
    {
        using var image = DecodedImage.Decode(decoder, bytes, model.Geometries);
        return model.Embed(image);
    }

    /// <summary>Publishes random embeddings without pictures: so many that searches go through the graph.</summary>
    public Task PublishRandomAsync(int count, int seed)
    {
        var random = new Random(seed);
        return PublishVectorsAsync("builtin", count, (_, vector) =>
        {
            for (var at = 0; at < vector.Length; at++)
                vector[at] = random.NextSingle() - 0.5f;
        });
    }

    /// <summary>Publishes embeddings without pictures, with the ids 0, 1 …</summary>
    /// <param name="name">The model in whose space they are said to be.</param>
    /// <param name="count">How many.</param>
    /// <param name="fill">Makes each.</param>
    /// <param name="context">Whether the snapshot has what is around each, as those of earlier builds had not.</param>
    /// <param name="year">The year of each; null for none.</param>
    public async Task PublishVectorsAsync(string name, int count, Action<int, float[]> fill, bool context = true, Func<int, string>? year = null)
    {
        var entry = ModelList.Load().Find(name);
        using var http = new HttpClient();
        var store = new ModelStore(Path.Combine(_folder.Path, "models"), http);
        using var model = EmbeddingModel.Load(entry, await store.EnsureAsync(entry), store.Folder, new InferenceSettings { ThreadsPerImage = 1 });
        var builder = new SnapshotBuilder(model.Space.Text, model.Space.Dimension, new HnswOptions()) { StoresContext = context };
        var vector = new float[model.Space.Dimension];
        for (var i = 0; i < count; i++)
        {
            fill(i, vector);
            var fields = new Dictionary<string, string> { ["name"] = $"{i}.png", ["meta.tenth"] = $"{i % 10}" };
            if (year is not null)
                fields["meta.year"] = year(i);
            builder.Add(new SnapshotItem($"{i}", fields), vector);
        }
        builder.Publish(Path.Combine(_folder.Path, "snapshots", entry.Name), keepPrevious: 1);
    }

    /// <summary>Waits until a condition over an answer of the Api holds; at most 30 s.</summary>
    public static async Task<string> UntilAsync(HttpClient client, string path, Predicate<string> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await client.GetStringAsync(path, limit.Token);
            if (holds(answer))
                return answer;
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Waits until <c>/health</c> answers with a status; at most 30 s.</summary>
    public static async Task UntilHealthAsync(HttpClient client, System.Net.HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await client.GetAsync("/health", limit.Token)).StatusCode != status)
            await Task.Delay(20, limit.Token);
    }

    public static Task WaitForReadyAsync(HttpClient client) =>
        UntilAsync(client, "/v1/models", answer => answer.Contains("\"state\":\"ready\"", StringComparison.Ordinal));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Not UseKestrel(0), which sets the address while the program may be starting already.
        builder.UseUrls("http://127.0.0.1:0");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _folder.Dispose();
    }
}
