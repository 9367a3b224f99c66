using System.Buffers;
using System.Diagnostics;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.OnnxRuntime;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// A loaded model: pixels in, one unit vector out. Thread-safe: any number of threads may embed at once; disposing
/// while one does is safe, and later calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed partial class EmbeddingModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly InputTensor _input;
    private readonly string _inputName;
    private readonly string _outputName;
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;

    private EmbeddingModel(ModelEntry entry, FeatureModel features, SessionFactory.Opened opened, EmbeddingSpace space, MapSession? map)
    {
        _map = map;
        (_session, Provider, ProviderNote) = opened;
        (Name, Space, Preprocessing) = (entry.Name, space, entry.Preprocessing);
        _input = new InputTensor(entry.Preprocessing.Mean, entry.Preprocessing.Std);
        (_inputName, _inputShape) = SessionShape.Input(_session, entry);
        (_outputName, _outputShape) = SessionShape.Output(_session, entry, features.Tensor);
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>The space that its embeddings live in.</summary>
    public EmbeddingSpace Space { get; }

    /// <summary>How an image becomes its input.</summary>
    public PreprocessingProfile Preprocessing { get; }

    /// <summary>What runs it: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Provider { get; }

    /// <summary>One sentence why it does not run on CUDA, when that was to be tried; else null.</summary>
    public string? ProviderNote { get; }

    /// <summary>Loads verified weights and runs them once, so that the first image is not slow and a wrong model fails here.</summary>
    /// <param name="entry">What the list says of the model.</param>
    /// <param name="weights">Its file.</param>
    /// <param name="folder">Where the model without its classifier is kept.</param>
    /// <param name="settings">How it is run.</param>
    /// <exception cref="ModelException">The file is no usable model, or does not fit the entry.</exception>
    public static EmbeddingModel Load(ModelEntry entry, ModelFile weights, string folder, InferenceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(settings);
        var features = FeatureModel.Prepare(entry, weights, folder);
        var opened = SessionFactory.Open(entry.Name, features.Path, features.Identity(weights), folder, settings);
        try
        {
            var model = new EmbeddingModel(entry, features, opened, EmbeddingSpace.Of(entry, weights, features.Tensor), MapSession.For(entry, weights, folder, settings));
            model.WarmUp();
            return model;
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
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator.</exception>
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
        var pixels = ArrayPool<float>.Shared.Rent(3 * side * side);
        try
        {
            _input.Fill(image, pixels);
            Run(pixels, embedding, token);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
        Normalize(embedding.Span);
        VisionTelemetry.Inferred(Name, Provider, started);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _session.Dispose();
        _map?.Dispose();
    }

    private void Run(Memory<float> pixels, Memory<float> embedding, CancellationToken token)
    {
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, _inputShape);
        using var output = OrtValue.CreateTensorValueFromMemory(embedding, _outputShape);
        using var cancel = token.Register(options.Terminate);
        try
        {
            _session.Run(options, _inputName, input, _outputName, output);
        }
        catch (OnnxRuntimeException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
    }

    private void WarmUp()
    {
        var side = Preprocessing.Crop;
        try
        {
            Run(new float[3 * side * side], new float[Space.Dimension], CancellationToken.None);
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
