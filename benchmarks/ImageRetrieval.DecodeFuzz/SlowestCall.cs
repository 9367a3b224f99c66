namespace ImageRetrieval.DecodeFuzz;

/// <summary>A call and how long it took.</summary>
/// <param name="WallSeconds">Seconds that passed.</param>
/// <param name="CpuSeconds">Seconds of the processor; less than those that passed where others use it.</param>
/// <param name="Call">The method.</param>
/// <param name="Number">Number of the image.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record SlowestCall(double WallSeconds, double CpuSeconds, string Call, int Number, string Kind);
