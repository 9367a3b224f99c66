namespace ImageRetrieval.Vision.Models;

/// <summary>One model of a combination.</summary>
public sealed record CombinedPart
{
    /// <summary>The name of a model of the lists, which has a file of its own.</summary>
    public required string Model { get; init; }

    /// <summary>What its unit vector is multiplied by, 0.001..1000; only how the weights of a combination compare counts for its scores.</summary>
    public double Weight { get; init; } = 1;
}
