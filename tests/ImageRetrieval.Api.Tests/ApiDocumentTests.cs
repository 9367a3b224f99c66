using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using ImageRetrieval.Api.Ingest;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Api.Tests;

public sealed partial class ApiDocumentTests
{
    [Fact]
    public void Every_option_with_a_range_is_in_the_table_and_the_table_names_no_other()
    {
        var named = KeyPattern().Matches(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "api.md"))).SelectMany(match => match.Groups[1].Value.Split("`, `")).Select(key => key.Split(':')[^1]).ToHashSet();
        Type[] options = [typeof(ApiOptions), typeof(SafetyOptions), typeof(UrlQueryOptions), typeof(ApiKey), typeof(WorkerOptions)];
        var properties = options.SelectMany(type => type.GetProperties()).ToList();
        Assert.Subset(properties.Select(property => property.Name).ToHashSet(), named);
        var limits = properties.Where(property => property.GetCustomAttributes(typeof(RangeAttribute), inherit: false).Length > 0).Select(property => property.Name).Except(["SnapshotPollSeconds"]);
        Assert.Subset(named, limits.ToHashSet());
    }

    [GeneratedRegex(@"^\| `((?:Api|Worker):[^|]+)` \|", RegexOptions.Multiline)]
    private static partial Regex KeyPattern();
}
