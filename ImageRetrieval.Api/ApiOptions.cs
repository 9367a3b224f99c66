using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Api;

/// <summary>The configuration section <c>Api</c>.</summary>
internal sealed class ApiOptions
{
    internal const string Section = "Api";

    /// <summary>Number of candidates of a search: a higher value finds more of the exact nearest neighbours and is slower.</summary>
    [Range(1, 10_000)]
    public int EfSearch { get; set; } = 128;

    /// <summary>The largest request body, in bytes.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxUploadBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Seconds between two checks for a new snapshot.</summary>
    [Range(0.05, 3600)]
    public double SnapshotPollSeconds { get; set; } = 1;

    /// <summary>One of this many searches is compared with exact search, for the recall metric; 0 for none.</summary>
    [Range(0, 1_000_000_000)]
    public int RecallEvery { get; set; } = 100;
}
