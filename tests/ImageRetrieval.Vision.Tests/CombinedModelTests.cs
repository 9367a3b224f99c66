using System.Diagnostics.Metrics;
using System.Globalization;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Microsoft.Extensions.AI;

namespace ImageRetrieval.Vision.Tests;

/// <summary>A model of the list that is several others side by side.</summary>
public sealed class CombinedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly ImageDecoder _decoder = new();
    private readonly byte[] _encoded = TestImages.Random(7);

    public CombinedModelTests()
    {
        File.WriteAllBytes(_folder.File("one.onnx"), Graphs.Features(seed: 1));
        File.WriteAllBytes(_folder.File("two.onnx"), Graphs.Classifier(seed: 2));
        File.WriteAllBytes(_folder.File("wide.onnx"), Graphs.TwoLayers());
        File.WriteAllBytes(_folder.File("zero.onnx"), Graphs.Zero());
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_embedding_is_the_weighted_unit_vectors_side_by_side_at_length_one()
    {
        var loader = Loader(Pair(3, 4));
        using var pair = await loader.LoadAsync("pair");
        using var one = await loader.LoadAsync("one");
        using var two = await loader.LoadAsync("two");
        using var image = Decode(pair);

        var embedding = pair.Embed(image);
        Assert.Equal(8, pair.Space.Dimension);
        Assert.Equal(1, Vectors.Dot(embedding, embedding), 1e-6);
        // 3 : 4 makes a hypotenuse of 5.
        AssertClose([.. one.Embed(image).Select(value => value * 0.6f), .. two.Embed(image).Select(value => value * 0.8f)], embedding);
        Assert.Equal(embedding, pair.Embed(image.Pixels(pair.Geometries[0])));
    }

    [Fact]
    public async Task Everything_that_changes_a_value_makes_a_different_space()
    {
        var text = await SpaceOf(Pair(1, 0.8));
        Assert.Matches("^pair-[0-9a-f]{16}-combined[.]1-8$", text);
        Assert.Equal(text, await SpaceOf(Pair(1, 0.8)));
        Assert.NotEqual(text, await SpaceOf(Pair(1, 0.9)));
        Assert.NotEqual(text, await SpaceOf(Pair(1, 0.8), oneStd: 0.5));
        Assert.NotEqual(text, await SpaceOf(Combination("pair", ("two", 0.8), ("one", 1))));
        File.WriteAllBytes(_folder.File("two.onnx"), Graphs.Classifier(seed: 3));
        Assert.NotEqual(text, await SpaceOf(Pair(1, 0.8)));
    }

    [Fact]
    public async Task A_network_that_is_used_alone_as_well_is_in_memory_once_and_stays_while_one_uses_it()
    {
        var loader = Loader(Pair(1, 1));
        var pair = await loader.LoadAsync("pair");
        var one = await loader.LoadAsync("one");
        Assert.Equal((1, 1, 1), (Loaded("one"), Loaded("two"), Loaded("pair")));

        one.Dispose();
        one.Dispose(); // counts once
        using var image = Decode(pair);
        Assert.Throws<ObjectDisposedException>(() => one.Embed(image));
        Assert.Equal(8, pair.Embed(image).Length);
        pair.Dispose();
        Assert.Equal((null, null, null), (Loaded("one"), Loaded("two"), Loaded("pair")));
        Assert.Throws<ObjectDisposedException>(() => pair.Embed(image));
    }

    [Fact]
    public async Task A_part_that_cannot_be_loaded_leaves_nothing_loaded()
    {
        var loader = Loader(Combination("pair", ("one", 1), ("gone", 1)), """{ "name": "gone", "file": "gone.onnx", "dimension": 4, "preprocessing": "imagenet" }""");
        Assert.Contains("'gone'", (await Assert.ThrowsAsync<ModelException>(() => loader.LoadAsync("pair"))).Message, StringComparison.Ordinal);
        Assert.Null(Loaded("one"));
    }

    [Fact]
    public async Task A_vector_that_the_image_remembers_is_not_computed()
    {
        using var pair = await Loader(Pair(1, 1)).LoadAsync("pair");
        using var image = Decode(pair);
        image.Remember(pair.Parts[0].Space, [0, 1, 0, 0]);
        AssertClose([0, MathF.Sqrt(0.5f), 0, 0], pair.Embed(image)[..4]);
        Assert.Throws<ArgumentException>(() => image.Remember(pair.Parts[0].Space, [0, 1]));
    }

    [Fact]
    public async Task Parts_of_other_geometries_get_a_decode_each_from_the_same_bytes()
    {
        var loader = Loader(Pair(1, 1), twoCrop: (8, 10));
        using var pair = await loader.LoadAsync("pair");
        using var one = await loader.LoadAsync("one");
        using var two = await loader.LoadAsync("two");
        Assert.Equal([one.Preprocessing.Geometry, two.Preprocessing.Geometry], pair.Geometries);

        using var image = Decode(pair);
        var half = MathF.Sqrt(0.5f);
        AssertClose([.. one.Embed(image).Select(value => value * half), .. two.Embed(image).Select(value => value * half)], pair.Embed(image));
        Assert.NotEqual(image.DigestFor(one), image.DigestFor(pair));
        Assert.Contains("2 geometries", Assert.Throws<ArgumentException>(() => pair.Embed(image.Pixels(pair.Geometries[0]))).Message, StringComparison.Ordinal);
        using var only = Decode(one);
        Assert.Throws<ArgumentException>(() => pair.Embed(only));

        using var generator = new ImageEmbeddingGenerator(pair);
        var generated = await generator.GenerateAsync([new DataContent(_encoded, "image/png")]);
        Assert.Equal(pair.Embed(image), generated[0].Vector.ToArray());
        Assert.Equal(pair.Space.Text, generated[0].ModelId);
    }

    [Fact]
    public async Task Its_map_has_the_parts_cells_side_by_side_and_pools_to_the_embedding()
    {
        using var pair = await Loader(Pair(1, 0.5)).LoadAsync("pair");
        using var image = Decode(pair);
        Assert.True(pair.HasMap);
        var (embedding, map) = pair.EmbedWithMap(image)!;
        AssertClose(pair.Embed(image), embedding);
        Assert.Equal((6, 6, 8), (map.Rows, map.Columns, map.Channels));
        var mean = new float[8];
        for (var cell = 0; cell < 36; cell++)
        {
            for (var channel = 0; channel < 8; channel++)
                mean[channel] += map.Cell(cell / 6, cell % 6)[channel];
        }
        AssertClose(embedding, Vectors.Normalize(mean));
    }

    [Fact]
    public async Task Without_maps_that_fit_it_has_none()
    {
        // 'wide' has a map, but its vector is not its mean; 'zero' has none.
        foreach (var other in (string[])["wide", "zero"])
        {
            using var pair = await Loader(Combination("pair", ("one", 1), (other, 1))).LoadAsync("pair");
            Assert.False(pair.HasMap);
            using var image = Decode(pair);
            Assert.Null(pair.EmbedWithMap(image));
        }
    }

    [Fact]
    public async Task A_part_without_an_embedding_and_a_cancelled_call_are_reported_as_with_other_models()
    {
        using var withZero = await Loader(Combination("pair", ("one", 1), ("zero", 1))).LoadAsync("pair");
        using var image = Decode(withZero);
        Assert.Contains("'zero'", Assert.Throws<EmbeddingException>(() => withZero.Embed(image)).Message, StringComparison.Ordinal);
        using var pair = await Loader(Pair(1, 1)).LoadAsync("pair");
        Assert.ThrowsAny<OperationCanceledException>(() => pair.Embed(image, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Disposing_it_under_load_ends_its_callers_and_no_others()
    {
        var loader = Loader(Pair(1, 1));
        var pair = await loader.LoadAsync("pair");
        using var one = await loader.LoadAsync("one");
        using var running = new CountdownEvent(16);
        var callers = Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(() =>
        {
            using var image = Decode(pair);
            pair.Embed(image);
            running.Signal();
            Assert.Throws<ObjectDisposedException>(() => EmbedWithoutEnd(pair, image));
            Assert.Equal(4, one.Embed(image).Length);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        Assert.True(running.Wait(TimeSpan.FromSeconds(60)));
        pair.Dispose();
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static void EmbedWithoutEnd(EmbeddingModel model, DecodedImage image)
    {
        while (true)
            _ = model.Embed(image);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    /// <summary>The number of loaded models of that name, as the metrics have it; null when there is none.</summary>
    private static int? Loaded(string model)
    {
        int? found = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "vision.models.loaded")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            foreach (var (key, tag) in tags)
            {
                if (key == "model" && (string)tag! == model)
                    found = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }

    private static string Pair(double one, double two) => Combination("pair", ("one", one), ("two", two));

    private static string Combination(string name, params (string Model, double Weight)[] parts) =>
        $$"""{ "name": "{{name}}", "combine": [ {{string.Join(',', parts.Select(part => string.Create(CultureInfo.InvariantCulture, $$"""{ "model": "{{part.Model}}", "weight": {{part.Weight}} }""")))}} ] }""";

    private static string Entry(string name, string tensor, int dimension, string map, double std, (int Crop, int Resize) size) => string.Create(CultureInfo.InvariantCulture,
        $$"""{ "name": "{{name}}", "file": "{{name}}.onnx", "dimension": {{dimension}}, "featureTensor": "{{tensor}}"{{map}}, "preprocessing": { "name": "tiny", "rule": "shorter-side-crop", "resize": {{size.Resize}}, "crop": {{size.Crop}}, "mean": [0,0,0], "std": [{{std}},1,1] } }""");

    private DecodedImage Decode(EmbeddingModel model) => DecodedImage.Decode(_decoder, _encoded, model.Geometries);

    private async Task<string> SpaceOf(string combination, double oneStd = 1)
    {
        using var pair = await Loader(combination, oneStd: oneStd).LoadAsync("pair");
        return pair.Space.Text;
    }

    private ModelLoader Loader(string combination, string? further = null, double oneStd = 1, (int Crop, int Resize)? twoCrop = null)
    {
        const string map = """, "featureMap": "auto:map" """;
        List<string> entries =
        [
            combination, // before its parts
            Entry("one", "features", 4, """, "featureMap": "relu_2" """, oneStd, (8, 8)),
            Entry("two", "auto", 4, map, 1, twoCrop ?? (8, 8)),
            Entry("wide", "auto", 5, map, 1, (8, 8)),
            Entry("zero", "features", 3, "", 1, (8, 8)),
        ];
        if (further is not null)
            entries.Add(further);
        var path = _folder.File("list.json");
        File.WriteAllText(path, $$"""{ "models": [ {{string.Join(',', entries)}} ] }""");
        return new(ModelList.Load(path), new ModelStore(_folder.File("models"), _http), new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1 });
    }
}
