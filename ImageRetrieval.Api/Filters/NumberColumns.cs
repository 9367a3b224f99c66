using System.Collections.Concurrent;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Api.Filters;

/// <summary>Which columns of a snapshot are numbers: those in which every value is a finite one, as in the table of columns.</summary>
internal sealed class NumberColumns(Snapshot snapshot)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <param name="field">The column, or a field of every image.</param>
    /// <param name="token">Looked at between two images: the first question looks at all of them.</param>
    internal bool Contains(string field, CancellationToken token)
    {
        if (_known.TryGetValue(field, out var known))
            return known;
        var isNumber = LookAtAll(field, token);
        // Names come from clients: those that no image has take no room.
        if (isNumber is { } found)
            _known[field] = found;
        return isNumber == true;
    }

    // Null when no image has a value there.
    private bool? LookAtAll(string field, CancellationToken token)
    {
        bool? isNumber = null;
        for (var position = 0; position < snapshot.Count; position++)
        {
            token.ThrowIfCancellationRequested();
            if (!snapshot.GetItem(position).Fields.TryGetValue(field, out var text) || text.Length == 0)
                continue;
            if (!NumberValue.TryParse(text, out _))
                return false;
            isNumber = true;
        }
        return isNumber;
    }
}
