using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Lists groups of copies in pages.</summary>
internal sealed class DuplicateLists(IDuplicatesReader duplicates, WorkGate gate, ClientRates rates)
{
    private const string Unavailable = "The file of duplicates cannot be read; the Api's log says why. Delete the file, and the Worker creates it again.";

    /// <exception cref="RefusalException">The version is no longer held (410), or too much is requested at once (429, 503).</exception>
    internal async Task<DuplicatesAnswer> PageAsync(HttpContext http, ModelLease lease, DuplicateLevel level, float least, DuplicatePage page, CancellationToken token)
    {
        var model = lease.Model.Name;
        var newest = await duplicates.NewestAsync(model, token);
        var published = page.Version is null ? newest.Published : await duplicates.FindAsync(model, page.Version, token)
            ?? throw new RefusalException(StatusCodes.Status410Gone, $"The list of version '{Shortened.To(page.Version, 50)}' is no longer available: start again without version.");
        if (published is null)
            return Nothing(lease, level, least, newest.Fault);
        var weight = WorkWeight.OfScan(lease.Info);
        if (published.HasGroups(level, least))
            weight = WorkWeight.Light;
        rates.Charge(http, weight);
        try
        {
            return await gate.RunTaskAsync(weight, stop => AnswerAsync(lease, published, level, least, page, stop), token);
        }
        catch (DuplicatesException)
        {
            return Nothing(lease, level, least, Unavailable);
        }
    }

    private static DuplicatesAnswer Nothing(ModelLease lease, DuplicateLevel level, float least, string? fault) => new(
        lease.Model.Name, DuplicateWords.Of(level), Rounded(least), fault is null ? "none" : "unavailable",
        fault is null ? "The search for duplicates has not started yet; it follows the publication of the index." : Unavailable,
        null, 0, 0, null, 0, []);

    private static async ValueTask<DuplicatesAnswer> AnswerAsync(ModelLease lease, IPublishedDuplicates published, DuplicateLevel level, float least, DuplicatePage page, CancellationToken token)
    {
        var (head, groups) = (published.Head, await published.GroupsAsync(level, least, token));
        var missing = published.Contents - head.Searched;
        var isCurrent = head.SnapshotVersion == lease.Info.Version;
        var isComplete = missing == 0 && head.IsLinked && isCurrent;
        var message = isComplete ? null
            : missing > 0 ? FormattableString.Invariant($"Copies of {missing} of {published.Contents} files have not been searched for yet.")
            : isCurrent ? "Large groups may still be split into parts."
            : FormattableString.Invariant($"The index (snapshot {lease.Info.Version}) is newer than this list.");
        var answers = new List<DuplicateGroupAnswer>();
        foreach (var group in groups.Skip(page.Offset).Take(page.Limit))
            answers.Add(await AnswerAsync(lease.Index, published, group, page.Members, token));
        return new(
            lease.Model.Name, DuplicateWords.Of(level), Rounded(least), isComplete ? "complete" : "computing", message, head.SnapshotVersion, head.Searched, published.Contents,
            published.Version, groups.Count, answers);
    }

    private static async ValueTask<DuplicateGroupAnswer> AnswerAsync(IIndexLease index, IPublishedDuplicates published, DuplicateGroup group, int most, CancellationToken token)
    {
        var members = new List<DuplicateMember>();
        var keep = "";
        foreach (var member in group.Members)
        {
            var content = await published.ContentAsync(member.Content, token);
            foreach (var id in await published.ImageIdsAsync(content, token))
            {
                keep = keep.Length == 0 ? id : keep;
                // An image that is no longer in the current index is not shown.
                if (members.Count < most && await index.FindAsync(id, token) is { } item)
                    members.Add(item.ToDuplicate(DuplicateWords.Of(member.Level), member.Similarity, content.Bytes));
            }
            if (members.Count >= most)
                break;
        }
        return new(group.Images, DuplicateWords.Of(group.Reason, keep), members);
    }

    // The requested number, and not the nearest float.
    private static double Rounded(float value) => Math.Round(value, 6);
}
