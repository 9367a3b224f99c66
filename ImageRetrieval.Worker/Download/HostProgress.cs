namespace ImageRetrieval.Worker.Download;

/// <summary>One host in this pass, for <c>/status</c>.</summary>
/// <param name="Host">Name and port; empty for files of this machine.</param>
/// <param name="Active">Downloads at this moment.</param>
/// <param name="Left">Images still to be downloaded.</param>
/// <param name="Downloaded">Downloaded images.</param>
/// <param name="Failed">Images that failed.</param>
/// <param name="NextTry">When the next request is due, while the host is held; otherwise null.</param>
internal sealed record HostProgress(string Host, int Active, long Left, long Downloaded, long Failed, DateTimeOffset? NextTry);
