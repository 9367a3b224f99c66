using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Worker.Download;

/// <summary>
/// The header Retry-After as servers actually send it: seconds or a date, and also fractions, Unix times, dates of any year and
/// numbers of any length. Its value is limited to <see cref="RetryPolicy.Longest"/>.
/// </summary>
internal static class RetryAfterHeader
{
    /// <summary>How long the server asks to wait, bounded; null when the header is missing or unreadable.</summary>
    internal static TimeSpan? Read(HttpHeaders headers, DateTimeOffset now) =>
        headers.NonValidated.TryGetValues("Retry-After", out var values) ? Read(values.First(), now) : null;

    /// <summary>As above, for one value.</summary>
    internal static TimeSpan? Read(string value, DateTimeOffset now)
    {
        value = value.Trim();
        // A double holds a number of any length; one that is not finite is just a long wait.
        if (value.Length > 0 && char.IsAsciiDigit(value[0]) && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return seconds < RetryPolicy.Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : RetryPolicy.Longest;
        return HeaderUtilities.TryParseDate(value, out var date) ? RetryPolicy.Bounded(date - now) : null;
    }
}
