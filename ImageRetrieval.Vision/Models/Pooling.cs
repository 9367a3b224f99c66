namespace ImageRetrieval.Vision.Models;

/// <summary>How a feature tensor is pooled to one vector.</summary>
public enum Pooling
{
    /// <summary>All its values, in order.</summary>
    None,

    /// <summary>Of [N, C, H, W], the mean over H and W: C numbers.</summary>
    Average,

    /// <summary>Of [N, T, D], the first row: the class token of a vision transformer.</summary>
    Token0,
}
