using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Download;
using ImageRetrieval.Worker.Ingest;
using ImageRetrieval.Worker.Publish;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Tests;

/// <summary>docs/ingest.md says what the program does.</summary>
public sealed partial class IngestDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "ingest.md"));

    [Fact]
    public void It_names_every_option_with_its_default()
    {
        var expected = Options(IngestOptions.Section, new IngestOptions()).Concat(Options(PublishOptions.Section, new PublishOptions())).Concat(Options(StatusOptions.Section, new StatusOptions())).Concat(Options(DownloadOptions.Section, new DownloadOptions()));
        var told = OptionRow().Matches(s_text).Select(row => (row.Groups[1].Value, row.Groups[2].Value.Trim()));
        Assert.Equal(expected.Order(), told.Order());
    }

    [Fact]
    public void It_names_every_reason()
    {
        var reasons = s_text.Split("## Reasons")[1].Split("## ")[0];
        Assert.All(Enum.GetValues<FailureReason>(), reason => Assert.Contains($"`{reason.Name()}`", reasons, StringComparison.Ordinal));
    }

    [Fact]
    public void It_names_every_state()
    {
        var states = s_text.Split("## States")[1].Split("## ")[0];
        Assert.All(Enum.GetNames<ImageState>(), state => Assert.Contains($"| `{state.ToLowerInvariant()}` |", states, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Default)> Options(string section, object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => ($"{section}:{property.Name}", property.GetValue(options) is IDictionary ? "" : Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) ?? ""));

    [GeneratedRegex("^\\| `((?:Download|Ingest|Publish|Status):[A-Za-z]+)` \\| ([^|]*)\\|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
