namespace ImageRetrieval.Vision.Decoding;

/// <summary>Encoded bytes that the caller holds in place until this value is out of use.</summary>
internal readonly record struct PinnedImage(ImageFormat Format, nint Address, int Length)
{
    // The maker pinned Length bytes at Address for the whole call in which this value is used.
    internal unsafe ReadOnlySpan<byte> Span => new((void*)Address, Length);
}
