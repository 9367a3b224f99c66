using System.Buffers;
using System.Diagnostics;
using ImageRetrieval.Vision.Batching;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;
using Microsoft.ML.OnnxRuntime;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// A loaded model: pixels in, one unit vector out. Thread-safe: any number of threads may embed at once; disposing
/// while one does is safe, and later calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed partial class EmbeddingModel : IDisposable
{
    private readonly FeatureSession _session;
    private readonly InputTensor _input;
    private readonly RunGate _gate = new(Environment.ProcessorCount);
    private readonly BatchQueue? _batches;
    private readonly IDisposable _watched;

    private EmbeddingModel(ModelEntry entry, FeatureSession session, SessionFactory.Opened opened, EmbeddingSpace space, MapSession? map, BatchSettings batching)
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

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>The space that its embeddings live in.</summary>
    public EmbeddingSpace Space { get; }

    /// <summary>How an image becomes its input.</summary>
    public PreprocessingProfile Preprocessing { get; }

    /// <summary>Whether its embeddings say what is shown, and not only how it looks.</summary>
    public bool RecognizesContent { get; }

    /// <summary>What runs it: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Provider { get; }

    /// <summary>Whether calls that come together become one run: on CUDA, when the graph can take several images.</summary>
    public bool Batches => _batches is not null;

    /// <summary>Images that wait for their run, alone or in a batch.</summary>
    internal int QueueLength => _batches?.Length ?? _gate.Waiting;

    /// <summary>One sentence why it does not run on CUDA, when that was to be tried; else null.</summary>
    public string? ProviderNote { get; }

    /// <summary>One sentence on where files made from the weights are kept, when the models' folder cannot be written; else null.</summary>
    public string? StorageNote { get; private init; }

    /// <summary>Loads verified weights and runs them once, so that the first image is not slow and a wrong model fails here.</summary>
    /// <param name="entry">What the list says of the model.</param>
    /// <param name="weights">Its file.</param>
    /// <param name="folder">Where files made from the weights are kept: the model without its classifier, its optimised graph.</param>
    /// <param name="settings">How it is run.</param>
    /// <exception cref="ModelException">The file is no usable model, or does not fit the entry.</exception>
    public static EmbeddingModel Load(ModelEntry entry, ModelFile weights, string folder, InferenceSettings settings) =>
        Load(entry, weights, new DerivedFiles(folder), settings);

    /// <inheritdoc cref="Load(ModelEntry, ModelFile, string, InferenceSettings)"/>
    internal static EmbeddingModel Load(ModelEntry entry, ModelFile weights, DerivedFiles derived, InferenceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(settings);
        var features = FeatureModel.Prepare(entry, weights, derived);
        var opened = SessionFactory.Open(entry.Name, features.File, features.Identity(weights), derived, settings);
        try
        {
            var session = new FeatureSession(opened.Session, entry, features.Tensor);
            return new EmbeddingModel(entry, session, opened, EmbeddingSpace.Of(entry, weights, features.Tensor), MapSession.For(entry, weights, derived, settings), settings.Batching)
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

    /// <summary>The embedding of an image that was decoded with this model's geometry: <see cref="EmbeddingSpace.Dimension"/> floats of length 1.</summary>
    /// <exception cref="ArgumentException">The image has another size than the model reads.</exception>
    /// <exception cref="EmbeddingException">The model's output is zero or not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator, or the call leaves its batch at once.</exception>
    public float[] Embed(PixelImage image, CancellationToken token = default)
    {
        var embedding = new float[Space.Dimension];
        Embed(image, embedding, token);
        return embedding;
    }

    /// <summary>As <see cref="Embed(PixelImage, CancellationToken)"/>, into the caller's memory, of <see cref="EmbeddingSpace.Dimension"/> floats.</summary>
    /// <inheritdoc cref="Embed(PixelImage, CancellationToken)" path="/exception"/>
    public void Embed(PixelImage image, Memory<float> embedding, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        var side = Preprocessing.Crop;
        if (image.Width != side || image.Height != side)
            throw new ArgumentException($"Model '{Name}' reads {side}x{side} pixels; the image has {image.Width}x{image.Height}: decode it with the model's geometry.", nameof(image));
        if (embedding.Length != Space.Dimension)
            throw new ArgumentException($"An embedding of model '{Name}' has {Space.Dimension} components; there is room for {embedding.Length}.", nameof(embedding));

        token.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        if (_batches is not null)
            RunBatched(_batches, image, embedding, token);
        else
            RunAlone(image, embedding, token);
        Normalize(embedding.Span);
        VisionTelemetry.Inferred(Name, Provider, started);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _watched.Dispose();
        _batches?.Dispose();
        _session.Dispose();
        _map?.Dispose();
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
        batches.Run(pixels, embedding, token); // from here on the pixels are the queue's
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

    private void Normalize(Span<float> embedding)
    {
        var sum = 0.0;
        foreach (var value in embedding)
            sum += (double)value * value;
        if (!double.IsFinite(sum) || sum == 0)
            throw new EmbeddingException($"Model '{Name}' gives no embedding for this image: its output is {(sum == 0 ? "all zero" : "not finite")}.");

        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < embedding.Length; i++)
            embedding[i] = (float)(embedding[i] * scale);
    }
}
