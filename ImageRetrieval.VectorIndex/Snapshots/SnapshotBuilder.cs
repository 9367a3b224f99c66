using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>Collects images with their embeddings, builds the graph and publishes a snapshot. Not thread-safe.</summary>
public sealed class SnapshotBuilder
{
    private readonly string _embeddingSpace;
    private readonly HnswOptions _options;
    private readonly HnswBuilder _builder;
    private readonly float[] _unit;
    private readonly List<byte[]> _records = [];
    private readonly HashSet<string> _imageIds = new(StringComparer.Ordinal);
    private HnswGraph? _graph;

    /// <summary>Starts an empty snapshot.</summary>
    /// <param name="embeddingSpace">What the embeddings are made by; opaque, not empty, kept in the manifest.</param>
    /// <param name="dimension">Components of every embedding, 1 to 65,536.</param>
    /// <param name="options">How the graph is built.</param>
    /// <exception cref="ArgumentException">The space is empty, or the dimension or an option is out of range.</exception>
    public SnapshotBuilder(string embeddingSpace, int dimension, HnswOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(embeddingSpace);
        _builder = new HnswBuilder(dimension, options);
        _embeddingSpace = embeddingSpace;
        _options = options;
        _unit = new float[dimension];
    }

    /// <summary>Images added so far.</summary>
    public int Count => _records.Count;

    /// <summary>Adds an image at position <see cref="Count"/>. A refused one leaves the builder as it was.</summary>
    /// <param name="item">Its ImageId must be new, not empty and, like its fields, valid Unicode.</param>
    /// <param name="vector">Its embedding, of any length but zero: it is normalised, in double precision, and copied.</param>
    /// <exception cref="ArgumentException">The item or the vector is not acceptable; names the ImageId.</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public void Add(SnapshotItem item, ReadOnlySpan<float> vector)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_graph is not null)
            throw new InvalidOperationException("This snapshot was built already; begin another builder.");
        byte[] record = Encode(item);
        if (vector.Length != _unit.Length)
            throw new ArgumentException($"The vector of '{item.ImageId}' has {vector.Length} components; this index has {_unit.Length}.", nameof(vector));
        if (!UnitVector.TryNormalize(vector, _unit))
            throw new ArgumentException($"The vector of '{item.ImageId}' has no direction: it is zero, or a component is NaN or infinite.", nameof(vector));
        if (!_imageIds.Add(item.ImageId))
            throw new ArgumentException($"'{item.ImageId}' was added already; an ImageId names one image.", nameof(item));
        _builder.Add(_unit);
        _records.Add(record);
    }

    /// <summary>
    /// SHA-256 (hex) over embedding space, parameters, items and vectors in their order. Equal to that of the latest
    /// manifest: nothing has changed, and building can be skipped. Costs one pass over the data.
    /// </summary>
    public string ComputeContentHash()
    {
        string hash = ContentHash.Compute(_embeddingSpace, _options, _records, _builder.Vectors);
        // The view of the vectors is a pointer; this object is what keeps them.
        GC.KeepAlive(this);
        return hash;
    }

    /// <summary>
    /// Builds the graph, writes the next version into <paramref name="folder"/>, brings it to the disk and gives it its name
    /// by an atomic rename; then removes older versions and what an interrupted publisher left.
    /// A crash at any moment leaves the previous version in place. CPU-bound for minutes on large collections.
    /// </summary>
    /// <param name="folder">Holds the versions; created if missing. One publisher at a time.</param>
    /// <param name="keepPrevious">How many earlier versions stay, at least 0.</param>
    /// <param name="progress">Receives the number of images in the graph so far.</param>
    /// <param name="token">Looked at during the build and before the rename.</param>
    /// <returns>The manifest of the new version.</returns>
    /// <exception cref="InvalidOperationException">No image was added.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was published, and Publish may be called again.</exception>
    /// <exception cref="IOException">Writing failed, or another publisher is at work in the folder; nothing was published.</exception>
    public Manifest Publish(string folder, int keepPrevious, IProgress<int>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(keepPrevious);
        if (Count == 0)
            throw new InvalidOperationException("A snapshot has at least one image: nothing was added.");
        SnapshotFormat.CheckPlatform();
        _graph ??= _builder.Build(progress, token);
        using var publisher = new SnapshotPublisher(folder);
        Manifest manifest = publisher.Publish(version => Describe(version), _records, _graph, token);
        publisher.RemoveOlder(keepPrevious);
        return manifest;
    }

    private Manifest Describe(string version) => new()
    {
        FormatVersion = SnapshotFormat.Version,
        Version = version,
        EmbeddingSpace = _embeddingSpace,
        Dimension = _unit.Length,
        Count = Count,
        Created = DateTimeOffset.UtcNow,
        M = _options.M,
        EfConstruction = _options.EfConstruction,
        Seed = _options.Seed,
        ContentHash = ComputeContentHash(),
        Sections = [],
    };

    private static byte[] Encode(SnapshotItem item)
    {
        if (string.IsNullOrEmpty(item.ImageId))
            throw new ArgumentException("An item has no ImageId.", nameof(item));
        if (item.Fields is null || item.Fields.Values.Any(value => value is null))
            throw new ArgumentException($"The fields of '{item.ImageId}', or one of their values, are null.", nameof(item));
        try
        {
            return ItemRecord.Encode(item);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"The ImageId or a field of '{item.ImageId}' is not valid Unicode (a lone surrogate).", nameof(item), e);
        }
    }
}
