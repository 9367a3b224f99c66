namespace ImageRetrieval.Worker.Status;

/// <summary>The answer to the command <c>pin</c>.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version that stays in use; null when it is the newest.</param>
internal sealed record PinAnswer(string Model, string? Version);
