namespace ImageRetrieval.Worker.Status;

/// <summary>Answer of <c>POST /status/retry</c>.</summary>
/// <param name="Images">The number of images that are retried.</param>
internal sealed record RetryAnswer(int Images);
