using System.Globalization;

namespace ImageRetrieval.Portal.Pages;

/// <summary>Points in time, in the visitor's language and the server's time zone.</summary>
internal static class TimeText
{
    /// <summary>Day and minute, the month as a word: 11/12 is another day on the other side of an ocean. A dash for null.</summary>
    internal static string Moment(DateTimeOffset? time) => time?.ToLocalTime().ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture) ?? "–";
}
