using System.Runtime.InteropServices;
using System.Text;

namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Collects images with their embeddings, or changes those of an earlier snapshot, builds the graph and publishes a snapshot.
/// Images whose embeddings are equal to the bit share one node of the graph. Not thread-safe. Dispose it to let go of the
/// earlier snapshot and of the memory.
/// </summary>
public sealed class SnapshotBuilder : IDisposable
{
    private readonly string _embeddingSpace;
    private readonly HnswOptions _options;
    private readonly HnswBuilder _builder;
    private readonly CollectedItems _items;
    private readonly ContentTable _vectors;
    private readonly int _dimension;

    // Padded, as the rows are that it is compared with.
    private readonly float[] _unit;
    private int _vectorsKnown;
    private SnapshotMapping? _previous;
    private ContextRows _previousContext;
    private bool _disposed;
    private HnswGraph? _graph;

    /// <summary>Starts an empty snapshot.</summary>
    /// <param name="embeddingSpace">What the embeddings are made by; opaque, not empty, kept in the manifest.</param>
    /// <param name="dimension">Components of every embedding, 1 to 65,536.</param>
    /// <param name="options">How the graph is built.</param>
    /// <exception cref="ArgumentException">The space is empty, or the dimension or an option is out of range.</exception>
    public SnapshotBuilder(string embeddingSpace, int dimension, HnswOptions options)
        : this(embeddingSpace, new HnswBuilder(dimension, HnswOptions.ForSnapshot(options)), options, previous: null)
    {
    }

    private SnapshotBuilder(string embeddingSpace, HnswBuilder builder, HnswOptions options, ItemsSection? previous)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(embeddingSpace);
        _embeddingSpace = embeddingSpace;
        _options = options;
        _builder = builder;
        _dimension = builder.Dimension;
        _unit = new float[FloatDot.PaddedLength(_dimension)];
        _items = new CollectedItems(previous);
        _vectors = new ContentTable(builder.PaddedBytes);
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
        var builder = new SnapshotBuilder(previous.Manifest.EmbeddingSpace, HnswBuilder.Continue(previous.Graph, HnswOptions.ForSnapshot(options)), options, previous.Items);
        bool held = false;
        previous.Mapping.DangerousAddRef(ref held);
        builder._previous = previous.Mapping;
        builder._previousContext = previous.Context;
        return builder;
    }

    /// <summary>
    /// Whether the surroundings of each image are computed and stored, by which <see cref="Snapshot.SearchInContext"/> orders and
    /// <see cref="Snapshot.Closeness"/> judges. About 96 bytes an image.
    /// </summary>
    public bool StoresContext { get; set; } = true;

    /// <summary>Images that the snapshot will have.</summary>
    public int Count => _items.Count;

    /// <summary>Whether an image is among them.</summary>
    /// <exception cref="ObjectDisposedException">The builder was disposed.</exception>
    public bool Contains(string imageId)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _items.TryFind(imageId, out _);
    }

    /// <summary>Leaves an image of the previous snapshot out; false if it is not among the images.</summary>
    /// <exception cref="ArgumentException">The image was added to this builder, which does not take it back.</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public bool Remove(string imageId)
    {
        ArgumentNullException.ThrowIfNull(imageId);
        CheckNotBuilt();
        if (!_items.TryFind(imageId, out int slot))
            return false;
        if (_items.IsAdded(slot))
            throw new ArgumentException($"'{imageId}' was added to this builder; only images of the previous snapshot can be removed.", nameof(imageId));
        _items.Remove(slot);
        return true;
    }

    /// <summary>
    /// Whether the previous snapshot has this very item, name and fields, which is then kept by <see cref="RemoveOthers"/>:
    /// its embedding need not be given again.
    /// </summary>
    /// <exception cref="ArgumentException">The item is not acceptable.</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public bool Keep(SnapshotItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        CheckNotBuilt();
        if (!_items.TryFind(item.ImageId, out int slot) || _items.IsAdded(slot) || !_items.Record(slot).SequenceEqual(Encode(item)))
            return false;
        _items.Keep(slot);
        return true;
    }

    /// <summary>Leaves out all images of the previous snapshot that were not kept by <see cref="Keep"/>.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public int RemoveOthers()
    {
        CheckNotBuilt();
        return _items.RemoveOthers();
    }

    /// <summary>Adds an image behind all others of the same embedding. A refused one leaves the builder as it was.</summary>
    /// <param name="item">Its ImageId must be new, not empty and, like its fields, valid Unicode.</param>
    /// <param name="vector">Its embedding, of any length but zero: it is normalised, in double precision, and copied.</param>
    /// <exception cref="ArgumentException">The item or the vector is not acceptable; names the ImageId.</exception>
    /// <exception cref="InvalidOperationException">The graph was built already.</exception>
    public void Add(SnapshotItem item, ReadOnlySpan<float> vector)
    {
        ArgumentNullException.ThrowIfNull(item);
        CheckNotBuilt();
        byte[] record = Encode(item);
        if (vector.Length != _dimension)
            throw new ArgumentException($"The vector of '{item.ImageId}' has {vector.Length} components; this index has {_dimension}.", nameof(vector));
        if (!UnitVector.TryNormalize(vector, _unit.AsSpan(0, _dimension)))
            throw new ArgumentException($"The vector of '{item.ImageId}' has no direction: it is zero, or a component is NaN or infinite.", nameof(vector));
        if (_items.TryFind(item.ImageId, out _))
            throw new ArgumentException($"'{item.ImageId}' was added already; an ImageId names one image.", nameof(item));
        _items.Add(record, NodeOfUnit());
    }

    /// <summary>
    /// SHA-256 (hex) over embedding space, parameters, items and vectors in their order. Equal to that of the latest
    /// manifest: nothing has changed, and building can be skipped. Costs one pass over the data.
    /// </summary>
    public string ComputeContentHash()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ContentHash.Compute(_embeddingSpace, _options, _items, Order(), _builder);
    }

    /// <summary>
    /// Builds the graph, writes the next version into <paramref name="folder"/>, brings it to the disk and gives it its name
    /// by an atomic rename; then removes older versions and what an interrupted publisher left.
    /// A crash at any moment leaves the previous version in place. CPU-bound for minutes on large collections.
    /// </summary>
    /// <param name="folder">Holds the versions; created if missing. One publisher at a time.</param>
    /// <param name="keepPrevious">How many earlier versions stay, at least 0.</param>
    /// <param name="progress">Receives the number of different embeddings in the graph so far.</param>
    /// <param name="token">Looked at during the build and before the rename.</param>
    /// <returns>The manifest of the new version.</returns>
    /// <exception cref="InvalidOperationException">No image was added.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was published, and Publish may be called again.</exception>
    /// <exception cref="IOException">Writing failed, or another publisher is at work in the folder; nothing was published.</exception>
    public Manifest Publish(string folder, int keepPrevious, IProgress<int>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(keepPrevious);
        return Write(folder, folder, keepPrevious, progress, token);
    }

    /// <summary>
    /// As <see cref="Publish"/>, but where no reader looks: the next version of <paramref name="folder"/> is written into another
    /// one, to be checked there and then moved by <see cref="SnapshotFolder.Admit"/>.
    /// </summary>
    /// <param name="staging">Receives the version; created if missing. One publisher at a time.</param>
    /// <param name="folder">Holds the published versions, whose names are not used again; may be missing.</param>
    /// <param name="progress">Receives the number of different embeddings in the graph so far.</param>
    /// <param name="token">Looked at during the build and before the rename.</param>
    /// <returns>The manifest of the staged version.</returns>
    /// <inheritdoc cref="Publish" path="/exception"/>
    public Manifest Stage(string staging, string folder, IProgress<int>? progress = null, CancellationToken token = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(staging);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Write(staging, folder, keepPrevious: null, progress, token);
    }

    /// <summary>Lets go of the previous snapshot and of the items. May be called again.</summary>
    public void Dispose()
    {
        _disposed = true;
        _items.Free();
        _previous?.DangerousRelease();
        _previous = null;
    }

    private Manifest Write(string target, string versions, int? keepPrevious, IProgress<int>? progress, CancellationToken token)
    {
        if (Count == 0)
            throw new InvalidOperationException("A snapshot has at least one image: nothing was added.");
        SnapshotFormat.CheckPlatform();
        ObjectDisposedException.ThrowIf(_disposed, this);
        ItemOrder order = Order();
        _graph ??= Build(order, progress, token);
        ContextTable? context = StoresContext ? ContextBuild.Run(_graph, _previousContext, Heirs(order), _options.Threads, token) : null;
        using var publisher = new SnapshotPublisher(target);
        string version = SnapshotFormat.VersionName(Math.Max(SnapshotFolder.NextNumber(target), SnapshotFolder.NextNumber(versions)));
        Manifest manifest = publisher.Publish(Describe(version, order), _items, order, _graph, context, token);
        // Still alone in the folder.
        if (keepPrevious is { } keep)
            SnapshotFolder.Prune(target, keep);
        return manifest;
    }

    private void CheckNotBuilt()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_graph is not null)
            throw new InvalidOperationException("This snapshot was built already; begin another builder.");
    }

    private ItemOrder Order() => ItemOrder.Of(_items, _builder.Collected);

    /// <summary>The collected node with the vector that is in _unit; a new one when there is none.</summary>
    private int NodeOfUnit()
    {
        // -0 becomes +0, as in the rows: equal vectors have equal bytes.
        foreach (ref float component in _unit.AsSpan())
            component += 0f;
        // Those of the previous snapshot are looked at when the first image is added: often none is.
        for (; _vectorsKnown < _builder.Collected; _vectorsKnown++)
            _vectors.Add(_vectorsKnown);
        if (_vectors.TryFind(MemoryMarshal.AsBytes(_unit.AsSpan()), out int node))
            return node;
        _builder.Add(_unit.AsSpan(0, _dimension));
        return _builder.Collected - 1;
    }

    private HnswGraph Build(ItemOrder order, IProgress<int>? progress, CancellationToken token)
    {
        var stays = new HashSet<int>(order.Nodes);
        for (int node = 0; node < _builder.PreviousCount; node++)
        {
            if (!stays.Contains(node))
                _builder.Remove(node);
        }

        return _builder.Build(progress, token);
    }

    /// <summary>For each node of the previous snapshot its number in the new one; -1 where it is gone.</summary>
    private int[] Heirs(ItemOrder order)
    {
        var heirs = new int[_builder.PreviousCount];
        Array.Fill(heirs, -1);
        for (int node = 0; node < order.Nodes.Length && order.Nodes[node] < heirs.Length; node++)
            heirs[order.Nodes[node]] = node;
        return heirs;
    }

    private Manifest Describe(string version, ItemOrder order) => new()
    {
        FormatVersion = SnapshotFormat.Version,
        Version = version,
        EmbeddingSpace = _embeddingSpace,
        Dimension = _dimension,
        Count = order.Slots.Length,
        Vectors = order.Nodes.Length,
        Created = DateTimeOffset.UtcNow,
        M = _options.M,
        EfConstruction = _options.EfConstruction,
        Seed = _options.Seed,
        Codes = _options.Codes,
        ContentHash = ContentHash.Compute(_embeddingSpace, _options, _items, order, _builder),
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
