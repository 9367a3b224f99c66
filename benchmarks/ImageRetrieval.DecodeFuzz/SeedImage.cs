namespace ImageRetrieval.DecodeFuzz;

/// <summary>A whole image and the name of its kind.</summary>
internal sealed record SeedImage(string Kind, byte[] Bytes);
