namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>What a run of swaps came to.</summary>
/// <param name="Swaps">Snapshots swapped in.</param>
/// <param name="Answers">Searches answered.</param>
/// <param name="Wrong">Answers that were not those of an undisturbed search.</param>
/// <param name="EarlyMebibytes">Resident memory after a tenth of the time.</param>
/// <param name="LastMebibytes">Resident memory at the end.</param>
/// <param name="MappedLeft">Files of the snapshot that are still mapped after the last one was disposed (Linux).</param>
internal sealed record SwapResult(int Swaps, long Answers, long Wrong, double EarlyMebibytes, double LastMebibytes, int MappedLeft);
