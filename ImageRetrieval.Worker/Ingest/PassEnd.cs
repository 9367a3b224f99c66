namespace ImageRetrieval.Worker.Ingest;

/// <summary>What follows from the end of a pass.</summary>
/// <param name="ExitCode">Of the program, if it ends now.</param>
/// <param name="Next">When the next pass is due without anything having changed; null for never.</param>
internal sealed record PassEnd(int ExitCode, DateTimeOffset? Next);
