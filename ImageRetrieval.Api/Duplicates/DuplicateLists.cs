using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Lists groups of copies, a page at a time.</summary>
internal sealed class DuplicateLists(LiveDuplicates duplicates, WorkGate gate, ClientRates rates)
{
    private const string Unavailable = "The file of duplicates cannot be read; the Api's log says why. The Worker makes it again when it is removed.";

    /// <exception cref="RefusalException">The version is no longer held (410), or too much is asked for at once (429, 503).</exception>
    internal async Task<DuplicatesAnswer> PageAsync(HttpContext http, SnapshotLease lease, DuplicateLevel level, float least, DuplicatePage page, CancellationToken token)
    {
        var model = lease.Model.Name;
        var newest = duplicates.Newest(model, out var fault);
        var loaded = page.Version is null ? newest : duplicates.Find(model, page.Version)
            ?? throw new RefusalException(StatusCodes.Status410Gone, $"The list of version '{(page.Version.Length <= 50 ? page.Version : page.Version[..50] + "…")}' is no longer there: begin again without version.");
        if (loaded is null)
            return Nothing(lease, level, least, fault);
        var weight = WorkWeight.OfScan(lease.Snapshot);
        if (loaded.Has(level, least))
            weight = WorkWeight.Light;
        rates.Charge(http, weight);
        try
        {
            return await gate.RunAsync(weight, _ => Answer(lease, loaded, level, least, page), token);
        }
        catch (DuplicatesException)
        {
            return Nothing(lease, level, least, Unavailable);
        }
    }

    private static DuplicatesAnswer Nothing(SnapshotLease lease, DuplicateLevel level, float least, string? fault) => new(
        lease.Model.Name, DuplicateWords.Of(level), Rounded(least), fault is null ? "none" : "unavailable",
        fault is null ? "No duplicates have been looked for yet: the Worker does it after it has published the index." : Unavailable,
        null, 0, 0, null, 0, []);

    private static DuplicatesAnswer Answer(SnapshotLease lease, LoadedDuplicates loaded, DuplicateLevel level, float least, DuplicatePage page)
    {
        var (head, groups) = (loaded.File.Head, loaded.Groups(level, least));
        var missing = loaded.File.Contents - head.Searched;
        var isCurrent = head.SnapshotVersion == lease.Snapshot.Manifest.Version;
        var isComplete = missing == 0 && head.IsLinked && isCurrent;
        var message = isComplete ? null
            : missing > 0 ? FormattableString.Invariant($"Copies of {missing} of {loaded.File.Contents} files have not been looked for yet.")
            : isCurrent ? "Large groups may come in parts yet."
            : FormattableString.Invariant($"The index is newer (snapshot {lease.Snapshot.Manifest.Version}) than the list.");
        return new(
            lease.Model.Name, DuplicateWords.Of(level), Rounded(least), isComplete ? "complete" : "computing", message, head.SnapshotVersion, head.Searched, loaded.File.Contents,
            loaded.Version, groups.Count, [.. groups.Skip(page.Offset).Take(page.Limit).Select(group => Answer(lease, loaded.File, group, page.Members))]);
    }

    private static DuplicateGroupAnswer Answer(SnapshotLease lease, DuplicatesFile file, DuplicateGroup group, int most)
    {
        var members = new List<DuplicateMember>();
        var keep = "";
        foreach (var member in group.Members)
        {
            var content = file.Content(member.Content);
            foreach (var id in file.IdsOf(content))
            {
                keep = keep.Length == 0 ? id : keep;
                // An image that the present index no longer has is not shown.
                if (members.Count < most && lease.Snapshot.TryGetItem(id, out var item))
                    members.Add(IndexedImage.From(item).ToDuplicate(DuplicateWords.Of(member.Level), member.Similarity, content.Bytes));
            }
            if (members.Count >= most)
                break;
        }
        return new(group.Images, DuplicateWords.Of(group.Reason, keep), members);
    }

    // The number that was asked for, and not the nearest float of it.
    private static double Rounded(float value) => Math.Round(value, 6);
}
