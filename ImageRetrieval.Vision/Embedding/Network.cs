using System.Buffers;
using System.Diagnostics;
using ImageRetrieval.Vision.Batching;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// One loaded weights file: pixels in, one unit vector out. Models and combinations share it. Thread-safe; disposing it while in use
/// is safe, and later calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
internal sealed partial class Network : IDisposable
{
    private readonly FeatureSession _session;
    private readonly InputTensor _input;
    private readonly RunGate _gate = new(Environment.ProcessorCount);
    private readonly BatchQueue? _batches;
    private readonly IDisposable _watched;

    private Network(ModelEntry entry, FeatureSession session, SessionFactory.Opened opened, EmbeddingSpace space, MapSession? map, BatchSettings batching)
    {
        (_session, _map) = (session, map);
        (Provider, ProviderNote) = (opened.Provider, opened.Note);
        (Name, Space, Preprocessing, RecognizesContent) = (entry.Name, space, entry.Preprocessing, entry.RecognizesContent);
        _input = new InputTensor(entry.Preprocessing);
        WarmUp();
        if (batching.MaxBatch > 1 && (batching.OnCpu || Provider == "cuda") && BatchRunner.Works(session))
            _batches = new BatchQueue(Name, batching, new BatchRunner(session, batching.MaxBatch, images => VisionTelemetry.Batched(Name, Provider, images)).Run);
        _watched = VisionTelemetry.Loaded(Name, Provider, () => QueueLength);
    }

    /// <summary>Name of the entry that it was loaded for.</summary>
    internal string Name { get; }

    /// <summary>The space of its embeddings.</summary>
    internal EmbeddingSpace Space { get; }

    /// <summary>How an image becomes its input.</summary>
    internal PreprocessingProfile Preprocessing { get; }

    /// <summary>Whether its embeddings describe what is shown, not only colours and textures.</summary>
    internal bool RecognizesContent { get; }

    /// <summary>The execution provider: <c>cpu</c> or <c>cuda</c>.</summary>
    internal string Provider { get; }

    /// <summary>Whether concurrent calls are combined into one run: on CUDA, when the graph accepts several images.</summary>
    internal bool Batches => _batches is not null;

    /// <summary>The number of images waiting for their run, alone or in a batch.</summary>
    internal int QueueLength => _batches?.Length ?? _gate.Waiting;

    /// <summary>Why it does not run on CUDA, in one sentence, when CUDA was attempted; otherwise null.</summary>
    internal string? ProviderNote { get; }

    /// <summary>Where files derived from the weights are stored, in one sentence, when the models' folder is read-only; otherwise null.</summary>
    internal string? StorageNote { get; private init; }

    /// <summary>Loads verified weights and runs them once, so that the first image is not slow and an unusable model fails here.</summary>
    /// <exception cref="ModelException">The file is not a usable model, or does not match the entry.</exception>
    internal static Network Load(ModelEntry entry, ModelFile weights, DerivedFiles derived, InferenceSettings settings)
    {
        var features = FeatureModel.Prepare(entry, weights, derived);
        var opened = SessionFactory.Open(entry.Name, features.File, features.Identity(weights), derived, settings);
        try
        {
            var session = new FeatureSession(opened.Session, entry, features.Tensor);
            return new Network(entry, session, opened, EmbeddingSpace.Of(entry, weights, features.Tensor), MapSession.For(entry, weights, derived, settings), settings.Batching)
            {
                StorageNote = derived.Note,
            };
        }
        catch
        {
            opened.Session.Dispose();
            throw;
        }
    }

    /// <summary>Writes the embedding of an image into the caller's memory, of as many floats as the space has components.</summary>
    /// <exception cref="ArgumentException">The image's size is not the model's input size.</exception>
    /// <exception cref="EmbeddingException">The model's output is zero or not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void Embed(PixelImage image, Memory<float> embedding, CancellationToken token)
    {
        Check(image);
        token.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        if (_batches is not null)
            RunBatched(_batches, image, embedding, token);
        else
            RunAlone(image, embedding, token);
        UnitLength.Scale(embedding.Span, Name);
        VisionTelemetry.Inferred(Name, Provider, started);
    }

    public void Dispose()
    {
        _watched.Dispose();
        _batches?.Dispose();
        _session.Dispose();
        _map?.Dispose();
    }

    private void Check(PixelImage image)
    {
        var side = Preprocessing.Crop;
        if (image.Width != side || image.Height != side)
            throw new ArgumentException($"Model '{Name}' reads {side}x{side} pixels; the image has {image.Width}x{image.Height}: decode it with the model's geometry.", nameof(image));
    }

    private void RunAlone(PixelImage image, Memory<float> embedding, CancellationToken token)
    {
        using var place = _gate.Enter(token);
        var pixels = ArrayPool<float>.Shared.Rent(_session.ImageFloats);
        try
        {
            _input.Fill(image, pixels);
            _session.Run(1, pixels, embedding, token);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }

    private void RunBatched(BatchQueue batches, PixelImage image, Memory<float> embedding, CancellationToken token)
    {
        var pixels = ArrayPool<float>.Shared.Rent(_session.ImageFloats);
        try
        {
            _input.Fill(image, pixels);
        }
        catch
        {
            ArrayPool<float>.Shared.Return(pixels);
            throw;
        }
        batches.Run(pixels, embedding, token); // from here on the queue owns the pixels
    }

    private void WarmUp()
    {
        var side = Preprocessing.Crop;
        try
        {
            _session.Run(1, new float[_session.ImageFloats], new float[Space.Dimension], CancellationToken.None);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException(ModelError.InvalidModel, $"Model '{Name}' does not run on a [1, 3, {side}, {side}] input: {error.Message}", error);
        }
    }
}
