using System.Collections;
using System.Diagnostics.CodeAnalysis;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Search;

/// <summary>
/// The fields of a hit, read from the snapshot when they are first used: most candidates of a search are dropped by their
/// score alone. Not thread-safe; valid while the snapshot is held.
/// </summary>
internal sealed class SnapshotFields(Snapshot snapshot, string imageId) : IReadOnlyDictionary<string, string>
{
    private IReadOnlyDictionary<string, string>? _fields;

    public int Count => Fields.Count;

    public IEnumerable<string> Keys => Fields.Keys;

    public IEnumerable<string> Values => Fields.Values;

    public string this[string key] => Fields[key];

    private IReadOnlyDictionary<string, string> Fields =>
        _fields ??= snapshot.TryGetItem(imageId, out var item) ? item.Fields : throw new InvalidOperationException($"The hit '{imageId}' is not in the snapshot that found it.");

    public bool ContainsKey(string key) => Fields.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => Fields.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
