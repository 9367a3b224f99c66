namespace ImageRetrieval.AppHost;

/// <summary>What the start screen reads of the Worker's <c>/status</c>.</summary>
/// <param name="State"><c>idle</c>, <c>loading</c>, <c>running</c>, <c>publishing</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Message">Why it failed, or what is going on.</param>
/// <param name="Paused">Whether the ingest is paused.</param>
/// <param name="Total">Rows of the lists and files of the folders.</param>
/// <param name="Indexed">Images that every model has embedded.</param>
/// <param name="Failed">Rows that could not be indexed.</param>
/// <param name="ImagesPerSecond">Over this run.</param>
/// <param name="EtaSeconds">Until the list is done; null when that is unknown.</param>
internal sealed record IngestReport(string State, string? Message, bool Paused, long Total, long Indexed, long Failed, double ImagesPerSecond, double? EtaSeconds)
{
    /// <summary>For what the Worker waits, in a sentence, when nothing else is left; else null.</summary>
    public string? Waiting { get; init; }
}
