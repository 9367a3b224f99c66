namespace ImageRetrieval.AppHost;

/// <summary>The part of the Worker's <c>/status</c> that the start screen shows.</summary>
/// <param name="State"><c>idle</c>, <c>loading</c>, <c>running</c>, <c>publishing</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Message">Why it failed, or what it is doing.</param>
/// <param name="Paused">Whether the ingest is paused.</param>
/// <param name="Total">Rows of the lists and files of the folders.</param>
/// <param name="Indexed">Images that every model has embedded.</param>
/// <param name="Failed">Rows that could not be indexed.</param>
/// <param name="ImagesPerSecond">The average of this run.</param>
/// <param name="EtaSeconds">Seconds until the list is done; null when unknown.</param>
internal sealed record IngestReport(string State, string? Message, bool Paused, long Total, long Indexed, long Failed, double ImagesPerSecond, double? EtaSeconds)
{
    /// <summary>What the Worker is waiting for, in a sentence, when nothing else is left to do; otherwise null.</summary>
    public string? Waiting { get; init; }
}
