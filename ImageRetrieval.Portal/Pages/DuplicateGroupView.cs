using System.Globalization;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Pages;

/// <summary>A group of copies, prepared for display.</summary>
/// <param name="Group">The group.</param>
/// <param name="Index">Its position in the list, from 0; the names of its fields end with it.</param>
internal sealed record DuplicateGroupView(ApiDuplicateGroup Group, int Index)
{
    private static readonly string[] s_reasons = ["mostPixels", "largestFile", "bestFormat", "firstId"];

    public string Suffix { get; } = "." + Index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of images that the page does not show.</summary>
    public int Rest => Math.Max(0, Group.Images - Group.Members.Count);

    /// <summary>The key of the reason's text; null for a reason that this Portal does not know.</summary>
    public string? ReasonKey => s_reasons.Contains(Group.Keep.Reason) ? "Duplicates.Keep." + Group.Keep.Reason : null;

    /// <summary>The key of the text for how an image is a copy; null for a way that this Portal does not know.</summary>
    public static string? LevelKey(ApiDuplicate member) => Duplicates.DuplicateQuery.Levels.Contains(member.Level) ? "Duplicates.Is." + member.Level : null;

    public bool IsProposed(ApiDuplicate member) => member.Id == Group.Keep.Id;
}
