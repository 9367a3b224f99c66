using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>Reads the file of duplicates and, for the URLs, the newest snapshot; also while a Worker is running.</summary>
internal sealed class DuplicateExport(DataLayout layout) : IDuplicateExport
{
    public ValueTask<DuplicateTable?> ReadAsync(string model, DuplicateLevel level, float least, CancellationToken token) => new(Read(model, level, least));

    private DuplicateTable? Read(string model, DuplicateLevel level, float least)
    {
        using var file = DuplicatesFile.Open(layout.DuplicatesOf(model));
        if (file is null || !SnapshotFolder.TryFindLatest(layout.SnapshotsOf(model), out var path))
            return null;
        try
        {
            using var snapshot = Snapshot.Open(path, verify: false);
            var groups = DuplicateGroups.Make(file, level, least);
            return new(file.Head.SnapshotVersion, file.Contents, file.Head.Searched, groups.Count, groups.Sum(group => group.Images), Rows(file, snapshot, groups));
        }
        catch (SnapshotException error)
        {
            throw new CollectionException(CollectionFault.Damaged, error.Message, error);
        }
    }

    private static List<DuplicateRow> Rows(DuplicatesFile file, Snapshot snapshot, IReadOnlyList<DuplicateGroup> groups)
    {
        var rows = new List<DuplicateRow>();
        for (var number = 1; number <= groups.Count; number++)
        {
            KeepReason? kept = groups[number - 1].Reason;
            foreach (var member in groups[number - 1].Members)
            {
                var content = file.Content(member.Content);
                foreach (var id in file.IdsOf(content))
                {
                    var url = snapshot.TryGetItem(id, out var item) ? item.Fields.GetValueOrDefault(ItemFields.Url, "") : "";
                    rows.Add(new(number, id, url, kept, member.Level, member.Similarity, content.Width, content.Height, content.Bytes));
                    kept = null;
                }
            }
        }
        return rows;
    }
}
