using System.Diagnostics;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// A loaded model: pixels in, one unit vector out. It is one network, or a combination of several, whose unit vectors stand side by
/// side, each times its weight. Thread-safe: any number of threads may embed concurrently; disposing meanwhile is safe, and later
/// calls throw <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed partial class EmbeddingModel : IDisposable
{
    private readonly NetworkLease[] _networks;
    private readonly Lazy<bool> _hasMap;
    private readonly IDisposable? _watched;
    private volatile bool _disposed;

    /// <param name="name">The model's name.</param>
    /// <param name="networks">Its networks with their weights; the leases are disposed by this object.</param>
    internal EmbeddingModel(string name, IReadOnlyList<(NetworkLease Lease, double Weight)> networks)
    {
        _networks = [.. networks.Select(network => network.Lease)];
        Parts = [.. networks.Select(network => new ModelPart(network.Lease.Network.Name, network.Lease.Network.Space, network.Weight))];
        Geometries = [.. Networks.Select(network => network.Preprocessing.Geometry).Distinct()];
        Name = name;
        Space = IsCombination ? EmbeddingSpace.Of(name, Parts) : Parts[0].Space;
        _hasMap = new(FindMap);
        if (IsCombination)
            _watched = VisionTelemetry.Loaded(name, Provider, () => 0); // its images wait in its networks' queues, and are counted there
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>The space of its embeddings.</summary>
    public EmbeddingSpace Space { get; }

    /// <summary>The parts of its embedding; one, unless the model is a combination.</summary>
    public IReadOnlyList<ModelPart> Parts { get; }

    /// <summary>The geometries of its input; one, unless the model combines networks with different geometries.</summary>
    public IReadOnlyList<DecodeGeometry> Geometries { get; }

    /// <summary>How an image becomes its input.</summary>
    /// <exception cref="InvalidOperationException">The model is a combination: see <see cref="Geometries"/>.</exception>
    public PreprocessingProfile Preprocessing => IsCombination
        ? throw new InvalidOperationException($"Model '{Name}' is a combination and has no preprocessing of its own: decode an image with its geometries.")
        : _networks[0].Network.Preprocessing;

    /// <summary>Whether its embeddings describe what is shown, not only colours and textures; for a combination, whether those of any part do.</summary>
    public bool RecognizesContent => Networks.Any(network => network.RecognizesContent);

    /// <summary>The execution provider: <c>cpu</c> or <c>cuda</c>, or both, separated by a comma.</summary>
    public string Provider => string.Join(',', Networks.Select(network => network.Provider).Distinct());

    /// <summary>Whether concurrent calls are combined into one run: on CUDA, when the graph accepts several images.</summary>
    public bool Batches => Networks.Any(network => network.Batches);

    /// <summary>Why it does not run on CUDA, in one sentence, when CUDA was attempted; otherwise null.</summary>
    public string? ProviderNote => Networks.Select(network => network.ProviderNote).FirstOrDefault(note => note is not null);

    /// <summary>Where files derived from the weights are stored, in one sentence, when the models' folder is read-only; otherwise null.</summary>
    public string? StorageNote => Networks.Select(network => network.StorageNote).FirstOrDefault(note => note is not null);

    /// <summary>The number of images waiting for their run, alone or in a batch, over all models that share its networks.</summary>
    internal int QueueLength => Networks.Sum(network => network.QueueLength);

    private bool IsCombination => Parts.Count > 1;

    private IEnumerable<Network> Networks => _networks.Select(lease => lease.Network);

    /// <summary>Loads verified weights and runs them once, so that the first image is not slow and an unusable model fails here.</summary>
    /// <param name="entry">The model's entry in the list; not a combination.</param>
    /// <param name="weights">Its file.</param>
    /// <param name="folder">The folder for files derived from the weights: the model without its classifier, its optimised graph.</param>
    /// <param name="settings">How to run it.</param>
    /// <exception cref="ModelException">The file is not a usable model, or does not match the entry.</exception>
    public static EmbeddingModel Load(ModelEntry entry, ModelFile weights, string folder, InferenceSettings settings) =>
        Load(entry, weights, new DerivedFiles(folder), settings);

    /// <inheritdoc cref="Load(ModelEntry, ModelFile, string, InferenceSettings)"/>
    internal static EmbeddingModel Load(ModelEntry entry, ModelFile weights, DerivedFiles derived, InferenceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(settings);
        return new(entry.Name, [(NetworkLease.Own(Network.Load(entry, weights, derived, settings)), 1)]);
    }

    /// <summary>The embedding of an image that was decoded with this model's only geometry: <see cref="EmbeddingSpace.Dimension"/> floats of length 1.</summary>
    /// <exception cref="ArgumentException">The image's size is not the model's input size, or the model has several geometries.</exception>
    /// <exception cref="EmbeddingException">The model's output is zero or not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator, or the call leaves its batch immediately.</exception>
    public float[] Embed(PixelImage image, CancellationToken token = default)
    {
        var embedding = new float[Space.Dimension];
        Embed(image, embedding, token);
        return embedding;
    }

    /// <summary>Like <see cref="Embed(PixelImage, CancellationToken)"/>, into the caller's memory, of <see cref="EmbeddingSpace.Dimension"/> floats.</summary>
    /// <inheritdoc cref="Embed(PixelImage, CancellationToken)" path="/exception"/>
    public void Embed(PixelImage image, Memory<float> embedding, CancellationToken token = default) => Embed(Decoded(image), embedding, token);

    /// <summary>The embedding of an image that was decoded with all <see cref="Geometries"/>: <see cref="EmbeddingSpace.Dimension"/> floats of length 1.</summary>
    /// <inheritdoc cref="Embed(DecodedImage, Memory{float}, CancellationToken)" path="/exception"/>
    public float[] Embed(DecodedImage image, CancellationToken token = default)
    {
        var embedding = new float[Space.Dimension];
        Embed(image, embedding, token);
        return embedding;
    }

    /// <summary>
    /// Like <see cref="Embed(DecodedImage, CancellationToken)"/>, into the caller's memory. A combination does not run a network whose
    /// vector the image remembers.
    /// </summary>
    /// <exception cref="ArgumentException">The image lacks one of the geometries, or the memory is too small for <see cref="EmbeddingSpace.Dimension"/> floats.</exception>
    /// <exception cref="EmbeddingException">The output of a network is zero or not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator, or the call leaves its batch immediately.</exception>
    public void Embed(DecodedImage image, Memory<float> embedding, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (embedding.Length != Space.Dimension)
            throw new ArgumentException($"An embedding of model '{Name}' has {Space.Dimension} components; there is room for {embedding.Length}.", nameof(embedding));
        if (!IsCombination)
            _networks[0].Network.Embed(image.Pixels(Geometries[0]), embedding, token);
        else
            Combine(image, embedding, token);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        _watched?.Dispose();
        foreach (var lease in _networks)
            lease.Dispose();
    }

    private void Combine(DecodedImage image, Memory<float> embedding, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        var at = 0;
        for (var i = 0; i < Parts.Count; i++)
        {
            var (network, vector) = (_networks[i].Network, embedding.Slice(at, Parts[i].Space.Dimension));
            if (!image.TryRecall(network.Space, vector.Span))
            {
                network.Embed(image.Pixels(network.Preprocessing.Geometry), vector, token);
                image.Remember(network.Space, vector.Span);
            }
            at += vector.Length;
        }
        SideBySide(embedding.Span);
        VisionTelemetry.Inferred(Name, Provider, started);
    }

    /// <summary>Gives each part's unit vector its weight, and the whole length 1.</summary>
    private void SideBySide(Span<float> embedding)
    {
        var at = 0;
        foreach (var part in Parts)
        {
            foreach (ref var value in embedding.Slice(at, part.Space.Dimension))
                value = (float)(value * part.Weight);
            at += part.Space.Dimension;
        }
        UnitLength.Scale(embedding, Name);
    }

    private DecodedImage Decoded(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Geometries.Count == 1
            ? DecodedImage.Of([(Geometries[0], image)])
            : throw new ArgumentException($"Model '{Name}' reads {Geometries.Count} geometries: decode the image with all of them.", nameof(image));
    }
}
