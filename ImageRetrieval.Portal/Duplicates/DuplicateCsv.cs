using System.Globalization;
using CsvHelper;
using ImageRetrieval.Portal.Api;
using static ImageRetrieval.Portal.Export.CsvText;

namespace ImageRetrieval.Portal.Duplicates;

/// <summary>The images to delete as CSV, each with the image that is kept. The kept image of a group is never among them.</summary>
internal sealed class DuplicateCsv : IDisposable
{
    private static readonly string[] s_columns = ["id", "name", "url", "bytes", "level", "similarity", "group", "keptId", "keptName", "keptUrl"];

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);
    private readonly CsvWriter _csv;

    public DuplicateCsv()
    {
        _csv = CsvWriter.Create(_text, null, leaveOpen: true);
        WriteRecord(_csv, s_columns);
    }

    /// <summary>The number of images to delete.</summary>
    public int Rows { get; private set; }

    /// <param name="number">The group's number, from 1.</param>
    /// <param name="group">The group with all its members.</param>
    /// <param name="marks">What to delete.</param>
    /// <param name="shown">The number of members that the page showed.</param>
    public void Add(int number, ApiDuplicateGroup group, GroupMarks marks, int shown)
    {
        // An image of another group, or one that no longer exists, cannot be kept instead of the recommended one.
        var kept = group.Members.FirstOrDefault(member => member.Id == marks.Keep) ?? group.Members.FirstOrDefault(member => member.Id == group.Keep.Id);
        if (kept is null)
            return;
        for (var i = 0; i < group.Members.Count; i++)
        {
            var member = group.Members[i];
            var isMarked = marks.Delete is null || marks.Delete.Contains(member.Id) || (marks.Rest && i >= shown);
            if (member.Id == kept.Id || !isMarked)
                continue;
            WriteRecord(
                _csv, Harmless(member.Id), Harmless(member.Name), Harmless(member.Url), member.Bytes?.ToString(CultureInfo.InvariantCulture) ?? "", member.Level ?? "",
                member.Similarity.ToString("0.####", CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture), Harmless(kept.Id), Harmless(kept.Name), Harmless(kept.Url));
            Rows++;
        }
    }

    /// <summary>The file; nothing can be added afterwards.</summary>
    public string Finish()
    {
        _csv.Dispose(); // writes what is still buffered
        return _text.ToString();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
    }
}
