using System.Globalization;
using System.Text.Json;

namespace ImageRetrieval.Portal.Duplicates;

/// <summary>The decisions about a list of groups. A group is identified by its position in the list, from 0.</summary>
/// <param name="All">Whether the copies of every group that has no decision of its own are marked.</param>
/// <param name="Groups">The decisions, by group.</param>
internal sealed record DuplicateMarks(bool All, IReadOnlyDictionary<int, GroupMarks>? Groups)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Reads a form. The script sends the decisions of all pages as <c>marks</c>; without scripts the fields of one page are sent:
    /// <c>keep.7</c>, <c>mark.7</c> and <c>rest.7</c> for group 7.
    /// </summary>
    /// <returns>Null when <c>marks</c> cannot be read.</returns>
    public static DuplicateMarks? From(IFormCollection form)
    {
        if (form["all"] == "1")
            return new(true, null);
        if (form["marks"].ToString() is { Length: > 0 } text)
            return Parse(text);
        var groups = new Dictionary<int, GroupMarks>();
        foreach (var key in form.Keys)
        {
            if (key.Split('.') is ["mark" or "rest", var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group))
                groups[group] = new(form["keep." + digits], [.. form["mark." + digits].OfType<string>()], form.ContainsKey("rest." + digits));
        }
        return new(false, groups);
    }

    /// <summary>The decision about a group; null when nothing is marked.</summary>
    public GroupMarks? Of(int group) => Groups is not null && Groups.TryGetValue(group, out var marks) ? marks : All ? GroupMarks.Proposal : null;

    public bool IsEmpty => !All && Groups is not { Count: > 0 };

    private static DuplicateMarks? Parse(string text)
    {
        try
        {
            var marks = JsonSerializer.Deserialize<DuplicateMarks>(text, s_json);
            return marks?.Groups is null || marks.Groups.All(pair => pair.Key >= 0 && pair.Value is not null) ? marks : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
