using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Collects images with their embeddings, or changes those of an earlier snapshot, builds the graph and publishes a snapshot.
/// Not thread-safe. Dispose it to let go of the earlier snapshot.
/// </summary>
public sealed class SnapshotBuilder : IDisposable
{
    private readonly string _embeddingSpace;
    private readonly HnswOptions _options;
    private readonly HnswBuilder _builder;
    private readonly float[] _unit;
    private readonly List<byte[]> _records = [];

    // Each image of the previous snapshot with its node there, each added one with -1.
    private readonly Dictionary<string, int> _imageIds = new(StringComparer.Ordinal);
    private readonly HashSet<int> _removed = [];
    private readonly int _previousCount;
    private SnapshotMapping? _previous;
    private bool _disposed;
    private HnswGraph? _graph;

    private const int Added = -1;

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

    private SnapshotBuilder(Snapshot previous, HnswOptions options)
    {
        _previous = previous.Mapping;
        bool held = false;
        _previous.DangerousAddRef(ref held);
        _embeddingSpace = previous.Manifest.EmbeddingSpace;
        _options = options;
        _unit = new float[previous.Dimension];
        _builder = HnswBuilder.Continue(previous.Graph, options);
        _previousCount = previous.Count;
        for (int position = 0; position < previous.Count; position++)
        {
            SnapshotItem item = previous.GetItem(position);
            _records.Add(ItemRecord.Encode(item));
            _imageIds.Add(item.ImageId, position);
        }
    }

    /// <summary>
    /// Starts with all images of an open snapshot: <see cref="Remove"/> some, <see cref="Add"/> others; the graph is built for
    /// the difference only. Changing an image is removing it and adding it again.
    /// </summary>
    /// <param name="previous">May be disposed meanwhile: its files stay mapped until this builder is disposed.</param>
    /// <param name="options">How the graph is built.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public static SnapshotBuilder Continue(Snapshot previous, HnswOptions options)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using SnapshotMapping.Lease lease = previous.Mapping.Acquire();
        return new SnapshotBuilder(previous, options);
    }

    /// <summary>Images that the snapshot will have.</summary>
    public int Count => _builder.Count;

    /// <summary>Whether an image is among them.</summary>
    public bool Contains(string imageId) => _imageIds.ContainsKey(imageId);

    /// <summary>Leaves an image of the previous snapshot out; false if it is not among the images.</summary>
    /// <exception cref="ArgumentException">The image was added to this builder, which does not take it back.</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public bool Remove(string imageId)
    {
        ArgumentNullException.ThrowIfNull(imageId);
        CheckNotBuilt();
        if (!_imageIds.TryGetValue(imageId, out int node))
            return false;
        if (node < 0)
            throw new ArgumentException($"'{imageId}' was added to this builder; only images of the previous snapshot can be removed.", nameof(imageId));
        _builder.Remove(node);
        _removed.Add(node);
        _imageIds.Remove(imageId);
        return true;
    }

    /// <summary>Adds an image behind all others. A refused one leaves the builder as it was.</summary>
    /// <param name="item">Its ImageId must be new, not empty and, like its fields, valid Unicode.</param>
    /// <param name="vector">Its embedding, of any length but zero: it is normalised, in double precision, and copied.</param>
    /// <exception cref="ArgumentException">The item or the vector is not acceptable; names the ImageId.</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public void Add(SnapshotItem item, ReadOnlySpan<float> vector)
    {
        ArgumentNullException.ThrowIfNull(item);
        CheckNotBuilt();
        byte[] record = Encode(item);
        if (vector.Length != _unit.Length)
            throw new ArgumentException($"The vector of '{item.ImageId}' has {vector.Length} components; this index has {_unit.Length}.", nameof(vector));
        if (!UnitVector.TryNormalize(vector, _unit))
            throw new ArgumentException($"The vector of '{item.ImageId}' has no direction: it is zero, or a component is NaN or infinite.", nameof(vector));
        if (!_imageIds.TryAdd(item.ImageId, Added))
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
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ContentHash.Compute(_embeddingSpace, _options, Records(), _builder);
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
        ObjectDisposedException.ThrowIf(_disposed, this);
        _graph ??= _builder.Build(progress, token);
        using var publisher = new SnapshotPublisher(folder);
        Manifest manifest = publisher.Publish(version => Describe(version), Records(), _graph, token);
        publisher.RemoveOlder(keepPrevious);
        return manifest;
    }

    /// <summary>Lets go of the previous snapshot. May be called again.</summary>
    public void Dispose()
    {
        _disposed = true;
        _previous?.DangerousRelease();
        _previous = null;
    }

    private void CheckNotBuilt()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_graph is not null)
            throw new InvalidOperationException("This snapshot was built already; begin another builder.");
    }

    private List<byte[]> Records() =>
        _removed.Count == 0 ? _records : [.. _records.Where((_, position) => position >= _previousCount || !_removed.Contains(position))];

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
        Codes = _options.Codes,
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
