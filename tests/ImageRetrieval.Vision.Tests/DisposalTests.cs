using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Tests;

/// <summary>
/// A model that is disposed while 64 callers use it. ONNX Runtime reads freed memory when a session is disposed under a
/// run, which ends the process and so this whole run of tests.
/// </summary>
public sealed class DisposalTests : IDisposable
{
    private const int Callers = 64;
    private const int Repetitions = 10;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly PixelImage _image = new ImageDecoder().Decode(TestImages.Random(7), Profiles.Tiny.Geometry);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Callers_of_a_model_that_is_disposed_get_an_exception()
    {
        for (var i = 0; i < Repetitions; i++)
        {
            var model = EmbeddingModel.Load(Entry(), Weights(), _folder.Path, new InferenceSettings { ThreadsPerImage = 1 });
            DisposeUnderLoad(model, () => model.Embed(_image));
        }
    }

    [Fact]
    public void Callers_of_its_feature_maps_get_an_exception()
    {
        for (var i = 0; i < Repetitions; i++)
        {
            var model = EmbeddingModel.Load(Entry(), Weights(), _folder.Path, new InferenceSettings { ThreadsPerImage = 1 });
            DisposeUnderLoad(model, () => model.EmbedWithMap(_image));
        }
    }

    // The model lets as many runs go on at once as there are processors; below it there is no such bound.
    [Fact]
    public void So_do_64_runs_of_a_map_session_at_once()
    {
        for (var i = 0; i < Repetitions; i++)
        {
            var session = MapSession.For(Entry(), Weights(), new DerivedFiles(_folder.Path), new InferenceSettings { ThreadsPerImage = 1 })!;
            DisposeUnderLoad(session, () => session.Run(new float[3 * 8 * 8], "data", [1, 3, 8, 8], CancellationToken.None));
        }
    }

    [Fact]
    public void So_do_64_runs_of_a_feature_session_at_once()
    {
        var derived = new DerivedFiles(_folder.Path);
        for (var i = 0; i < Repetitions; i++)
        {
            var features = FeatureModel.Prepare(Entry(), Weights(), derived);
            var opened = SessionFactory.Open("tiny", features.File, features.Identity(Weights()), derived, new InferenceSettings { ThreadsPerImage = 1 });
            var session = new FeatureSession(opened.Session, Entry(), features.Tensor);
            DisposeUnderLoad(session, () => session.Run(1, new float[3 * 8 * 8], new float[4], CancellationToken.None));
        }
    }

    [Fact]
    public void A_map_session_that_is_disposed_before_its_first_run_stays_disposed()
    {
        var session = MapSession.For(Entry(), Weights(), new DerivedFiles(_folder.Path), new InferenceSettings())!;
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(new float[3 * 8 * 8], "data", [1, 3, 8, 8], CancellationToken.None));
    }

    private static void DisposeUnderLoad(IDisposable model, Action call)
    {
        using var running = new CountdownEvent(Callers);
        using var together = new ManualResetEventSlim();
        using var underLoad = new CountdownEvent(Callers);
        var others = 0;
        var threads = Enumerable.Range(0, Callers).Select(_ => new Thread(() =>
        {
            // Any other exception is counted, not thrown: on a thread of its own it would end the process.
#pragma warning disable CA1031
            try
            {
                call();
                running.Signal();
                // Those that come first would take the processor from those whose first call is yet to come.
                together.Wait();
                call();
                underLoad.Signal();
                while (true)
                    call();
            }
            catch (ObjectDisposedException)
            {
            }
            catch (Exception)
            {
                Interlocked.Increment(ref others);
            }
#pragma warning restore CA1031
        })).ToList();
        threads.ForEach(thread => thread.Start());
        var allRun = running.Wait(s_limit);
        together.Set();
        // Half of them are in their endless loops by then, the others about to begin.
        var isLoaded = SpinWait.SpinUntil(() => underLoad.CurrentCount <= Callers / 2, s_limit);
        model.Dispose();
        threads.ForEach(thread => thread.Join());
        Assert.True(allRun);
        Assert.True(isLoaded);
        Assert.Equal(0, others);
    }

    private ModelEntry Entry()
    {
        var path = _folder.File("tiny.onnx");
        if (!File.Exists(path))
            File.WriteAllBytes(path, Graphs.Classifier());
        return new ModelEntry { Name = "tiny", File = path, FeatureTensor = "auto", FeatureMap = "auto:map", Dimension = 4, Preprocessing = Profiles.Tiny };
    }

    private ModelFile Weights() => new(Entry().File, Convert.ToHexStringLower(SHA256.HashData(Graphs.Classifier())));
}
