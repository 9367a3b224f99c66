using System.Globalization;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Language;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What a cluster is called: by what its pictures have in common, or by the most typical of them.</summary>
internal sealed class ClusterTitles(PictureTitles titles, Texts texts)
{
    /// <summary>The name, without the share.</summary>
    public string Of(ApiCluster cluster) => cluster.Columns is [var column, ..]
        ? $"{column.Column}: {column.Value}"
        : cluster.Samples is [var picture, ..] ? texts["Map.Like", titles.Of(picture)] : texts["Map.Cluster", Number(cluster)];

    /// <summary>What the pictures have in common, each with its share; empty when nothing is.</summary>
    public static IEnumerable<string> SharesOf(ApiCluster cluster) => (cluster.Columns ?? []).Select(column => $"{column.Column}: {column.Value} ({NumberText.Share(column.Share)})");

    private static string Number(ApiCluster cluster) => (cluster.Number + 1).ToString(CultureInfo.InvariantCulture);
}
