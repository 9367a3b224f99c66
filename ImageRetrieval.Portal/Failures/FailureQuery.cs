using System.Globalization;
using ImageRetrieval.Portal.Search;
using Microsoft.Extensions.Primitives;

namespace ImageRetrieval.Portal.Failures;

/// <summary>Which failures a page lists, as its address says it.</summary>
/// <param name="Reason">Only those with this reason; null for all.</param>
/// <param name="Host">Only those of this host; <see cref="Files"/> for files of the Worker's machine; null for all.</param>
internal sealed record FailureQuery(string? Reason, string? Host)
{
    /// <summary>Stands for an empty host, which an address cannot express.</summary>
    public const string Files = "-";

    private const int LongestValue = 300;

    public static FailureQuery From(Func<string, StringValues> given) => new(ValueOf(given("reason")), ValueOf(given("host")));

    /// <summary>The address of a page, from 1.</summary>
    public string AddressOf(int number) => Build("/failures").Add("page", number == 1 ? null : Number(number)).ToString();

    /// <summary>The address of the list after a retry.</summary>
    /// <param name="said">The number of retried images, or <c>failed</c>.</param>
    public string AfterRetry(string said) => Build("/failures").Add("retried", said).ToString();

    public string CsvAddress => Build("/failures/csv").ToString();

    /// <summary>The query of the Api's list.</summary>
    public string ApiQuery(int limit, int offset) => "limit=" + Number(limit) + "&offset=" + Number(offset) + ApiFilter("&");

    /// <summary>The query of the Api's command.</summary>
    public string ApiFilter(string separator) => string.Concat(
        new[] { ("reason", Reason), ("host", Host == Files ? "" : Host) }.Where(pair => pair.Item2 is not null)
            .Select((pair, i) => $"{(i == 0 ? separator : "&")}{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));

    private PageAddress Build(string path) => new PageAddress(path).Add("reason", Reason).Add("host", Host);

    private static string? ValueOf(StringValues given) => given.ToString() is { Length: > 0 and <= LongestValue } value ? value : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
