using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Api.Snapshots;

/// <summary>Compares the images of two versions of an index. Reads both a page at a time, so that memory does not grow with them.</summary>
internal sealed class SnapshotChanges(ModelChoice models, WorkGate gate)
{
    private const int PageSize = 1000;

    /// <exception cref="RefusalException">A version is not kept, or cannot be used.</exception>
    internal async Task<ChangesAnswer> CompareAsync(string model, string from, string to, int limit, CancellationToken token)
    {
        using var earlier = await models.AcquireVersionAsync(model, from, token);
        using var later = await models.AcquireVersionAsync(model, to, token);
        return await gate.RunTaskAsync(
            WorkWeight.OfScan(earlier.Info) + WorkWeight.OfScan(later.Info), stop => CompareAsync(model, earlier, later, limit, stop), token);
    }

    private static async ValueTask<ChangesAnswer> CompareAsync(string model, IIndexLease earlier, IIndexLease later, int limit, CancellationToken token)
    {
        var (added, changed, removed) = (new Listed(limit), new Listed(limit), new Listed(limit));
        await foreach (var item in AllAsync(later, token))
        {
            var before = await earlier.FindAsync(item.ImageId, token);
            if (before is null)
                added.Add(item);
            else if (!HasEqualFields(before, item))
                changed.Add(item);
        }
        await foreach (var item in AllAsync(earlier, token))
        {
            if (await later.FindAsync(item.ImageId, token) is null)
                removed.Add(item);
        }
        return new ChangesAnswer(model, earlier.Info.Version, later.Info.Version, added.ToAnswer(), removed.ToAnswer(), changed.ToAnswer());
    }

    private static async IAsyncEnumerable<ImageItem> AllAsync(IIndexLease index, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        for (var offset = 0; offset < index.Info.Count; offset += PageSize)
        {
            token.ThrowIfCancellationRequested();
            foreach (var item in (await index.PageAsync(filter: null, offset, PageSize, token)).Items)
                yield return item;
        }
    }

    private static bool HasEqualFields(ImageItem one, ImageItem other) =>
        one.Fields.Count == other.Fields.Count && one.Fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && value == field.Value);

    /// <summary>Counts images and keeps the first ones.</summary>
    private sealed class Listed(int limit)
    {
        private readonly List<ImageAnswer> _first = [];
        private int _total;

        internal void Add(ImageItem item)
        {
            if (_total++ < limit)
                _first.Add(item.ToAnswer());
        }

        internal ChangedImages ToAnswer() => new(_total, _first);
    }
}
