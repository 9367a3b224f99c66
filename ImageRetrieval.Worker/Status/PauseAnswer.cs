namespace ImageRetrieval.Worker.Status;

/// <summary>Answer of <c>POST /status/pause</c> and <c>/status/resume</c>.</summary>
/// <param name="Paused">Whether the work is paused now.</param>
internal sealed record PauseAnswer(bool Paused);
