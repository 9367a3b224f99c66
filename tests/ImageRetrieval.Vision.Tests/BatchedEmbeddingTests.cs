using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Batching;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>Several images in one run, with real inference; on the CPU, since every machine has one.</summary>
public sealed class BatchedEmbeddingTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<(string Model, string Provider, int Images)> _batches = [];
    private readonly MeterListener _listener = new();

    public BatchedEmbeddingTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ImageRetrieval.Vision")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "vision.inference.batch.size")
            {
                lock (_batches)
                    _batches.Add((Tag(tags, "model"), Tag(tags, "provider"), value));
            }
        });
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_batch_of_the_builtin_model_gives_each_image_what_it_gets_alone()
    {
        using var http = new HttpClient();
        var entry = ModelList.Load().Find("builtin");
        var weights = await new ModelStore(_folder.Path, http).EnsureAsync(entry);
        await BatchEqualsSingle(entry with { Name = "builtin-batched" }, weights, images: 5);
    }

    [SharedDataFact]
    public Task A_batch_of_MobileNet_gives_each_image_what_it_gets_alone()
    {
        var path = SharedData.PathOf("models", "mobilenetv2-features.onnx");
        var entry = new ModelEntry { Name = "mobilenet-batched", File = path, FeatureTensor = "features", Dimension = 1280, Preprocessing = Profiles.ImageNet };
        return BatchEqualsSingle(entry, new ModelFile(path, new string('0', 64)), images: 3);
    }

    [Fact]
    public async Task Calls_that_are_fewer_than_a_batch_run_after_the_wait_and_are_counted_until_then()
    {
        var (entry, weights) = Tiny("waiting", Graphs.Classifier(), "auto");
        using var model = Load(entry, weights, Batched(8));
        var images = Images(model, 3);
        var calls = images.Select(image => Embed(model, image)).ToList();
        Assert.True(SpinWait.SpinUntil(() => model.QueueLength == 3, s_limit));
        Assert.Equal(3, Observe("vision.inference.queue.length", "waiting"));
        Assert.Equal(1, Observe("vision.models.loaded", "waiting"));

        _clock.Advance(BatchSettings.Default.Wait);
        await Task.WhenAll(calls).WaitAsync(s_limit);
        Assert.Equal(0, Observe("vision.inference.queue.length", "waiting"));
        Assert.Equal([("waiting", "cpu", 3)], BatchesOf("waiting"));
    }

    [Fact]
    public async Task A_zero_output_is_the_error_of_its_own_image_only()
    {
        // Black pixels give zero before the Relu and after it.
        var (entry, weights) = Tiny("partly-zero", Graphs.Features(), "features");
        using var model = Load(entry, weights, Batched(2));
        var black = Embed(model, new PixelImage(8, 8, new byte[8 * 8 * 3]));
        var other = Embed(model, Images(model, 1)[0]);

        await Assert.ThrowsAsync<EmbeddingException>(() => black.WaitAsync(s_limit));
        Assert.Equal(1, Vectors.Dot(await other.WaitAsync(s_limit), await other), 1e-5);
    }

    [Fact]
    public async Task Disposing_the_model_fails_the_calls_that_wait()
    {
        var (entry, weights) = Tiny("disposed", Graphs.Features(), "features");
        var model = Load(entry, weights, Batched(8));
        var call = Embed(model, Images(model, 1)[0]);
        Assert.True(SpinWait.SpinUntil(() => model.QueueLength == 1, s_limit));
        model.Dispose();

        Assert.Contains("'disposed' was disposed", (await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(s_limit))).Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => model.Embed(new PixelImage(8, 8, new byte[192])));
        Assert.Null(Observe("vision.models.loaded", "disposed"));
    }

    [Fact]
    public void Many_threads_some_of_which_give_up_get_what_they_would_get_alone()
    {
        var (entry, weights) = Tiny("many", Graphs.Classifier(), "auto");
        using var alone = Load(entry with { Name = "many-alone" }, weights, BatchSettings.Default);
        using var model = Load(entry, weights, new BatchSettings(4, TimeSpan.FromMilliseconds(1)) { OnCpu = true });
        var images = Images(alone, 20);
        var expected = images.ConvertAll(image => alone.Embed(image));
        var given = 0;
        Parallel.For(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            using var cancel = new CancellationTokenSource();
            var cancelling = i % 5 == 0 ? Task.Run(cancel.Cancel) : Task.CompletedTask;
            try
            {
                var embedding = model.Embed(images[i % 20], cancel.Token);
                for (var c = 0; c < embedding.Length; c++)
                    Assert.Equal(expected[i % 20][c], embedding[c], 1e-5f);
                Interlocked.Increment(ref given);
            }
            catch (OperationCanceledException) when (i % 5 == 0)
            {
            }
            cancelling.Wait();
        });
        Assert.InRange(given, 800, 1000);
        Assert.Equal(0, model.QueueLength);
        Assert.True(BatchesOf("many").Sum(batch => batch.Item3) >= given);
    }

    [Fact]
    public void A_graph_for_one_image_runs_each_alone()
    {
        var (fixedBatch, fixedWeights) = Tiny("fixed", Graphs.OneImage(), "features");
        using var fixedModel = Load(fixedBatch, fixedWeights, Batched(4));
        Assert.False(fixedModel.Batches);
        fixedModel.Embed(Images(fixedModel, 1)[0]);

        // The cut opens the first axis, but a constant shape inside still says one.
        var (inner, innerWeights) = Tiny("inner", Graphs.Tokens(), "patches", dimension: 144);
        using var innerModel = Load(inner, innerWeights, Batched(4));
        Assert.False(innerModel.Batches);
        innerModel.Embed(Images(innerModel, 1)[0]);
        Assert.Empty(BatchesOf("inner"));
    }

    [Fact]
    public void A_graph_that_mixes_the_images_of_a_batch_runs_each_alone()
    {
        var (entry, weights) = Tiny("mixing", Graphs.MixesImages(), "features");
        using var model = Load(entry, weights, Batched(4));
        Assert.False(model.Batches);
    }

    [Fact]
    public void On_the_CPU_nothing_is_batched_unless_a_test_asks_and_the_provider_is_counted()
    {
        var (entry, weights) = Tiny("plain", Graphs.Features(), "features");
        using var model = Load(entry, weights, BatchSettings.Default);
        using var again = Load(entry, weights, BatchSettings.Default);
        Assert.False(model.Batches);
        Assert.Equal(2, Observe("vision.models.loaded", "plain"));
        Assert.Equal(0, Observe("vision.inference.queue.length", "plain"));
    }

    private async Task BatchEqualsSingle(ModelEntry entry, ModelFile weights, int images)
    {
        using var single = Load(entry with { Name = entry.Name + "-alone" }, weights, BatchSettings.Default);
        using var batched = Load(entry, weights, Batched(images));
        Assert.True(batched.Batches);

        var pictures = Images(single, images);
        var together = await Task.WhenAll(pictures.Select(picture => Embed(batched, picture))).WaitAsync(s_limit);
        for (var i = 0; i < images; i++)
        {
            var alone = single.Embed(pictures[i]);
            for (var c = 0; c < alone.Length; c++)
                Assert.Equal(alone[c], together[i][c], 1e-5f);
        }
        Assert.Equal([(entry.Name, "cpu", images)], BatchesOf(entry.Name));
    }

    private static List<PixelImage> Images(EmbeddingModel model, int count)
    {
        var decoder = new ImageDecoder();
        return [.. Enumerable.Range(1, count).Select(seed => decoder.Decode(TestImages.Random(seed), model.Preprocessing.Geometry))];
    }

    private static Task<float[]> Embed(EmbeddingModel model, PixelImage image) =>
        Task.Factory.StartNew(() => model.Embed(image), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private BatchSettings Batched(int most) => BatchSettings.Default with { MaxBatch = most, Clock = _clock, OnCpu = true };

    private EmbeddingModel Load(ModelEntry entry, ModelFile weights, BatchSettings batching) =>
        EmbeddingModel.Load(entry, weights, _folder.Path, new InferenceSettings { Provider = ExecutionProvider.Cpu, ThreadsPerImage = 1, Batching = batching });

    private (ModelEntry Entry, ModelFile Weights) Tiny(string name, byte[] graph, string tensor, int dimension = 4)
    {
        var path = _folder.File($"{name}.onnx");
        File.WriteAllBytes(path, graph);
        var entry = new ModelEntry { Name = name, File = path, FeatureTensor = tensor, Dimension = dimension, Preprocessing = Profiles.Tiny };
        return (entry, new ModelFile(path, Convert.ToHexStringLower(SHA256.HashData(graph))));
    }

    private List<(string, string, int)> BatchesOf(string model)
    {
        lock (_batches)
            return [.. _batches.Where(batch => batch.Model == model)];
    }

    /// <summary>The present value of a metric for one model on the CPU; null when there is none.</summary>
    private static int? Observe(string name, string model)
    {
        int? found = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "ImageRetrieval.Vision" && instrument.Name == name)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            if (Tag(tags, "model") == model && Tag(tags, "provider") == "cpu")
                found = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string key)
    {
        foreach (var (name, value) in tags)
        {
            if (name == key)
                return (string)value!;
        }
        return "";
    }
}
