namespace ImageRetrieval.Vision.Models;

/// <summary>How a tensor of features becomes one vector.</summary>
public enum Pooling
{
    /// <summary>All its numbers, in their order.</summary>
    None,

    /// <summary>Of [N, C, H, W], the mean over H and W: C numbers.</summary>
    Average,

    /// <summary>Of [N, T, D], the first row: the class token of a vision transformer.</summary>
    Token0,
}
