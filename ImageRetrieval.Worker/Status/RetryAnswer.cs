namespace ImageRetrieval.Worker.Status;

/// <summary>Answer of <c>POST /status/retry</c>.</summary>
/// <param name="Images">How many images are tried again.</param>
internal sealed record RetryAnswer(int Images);
