namespace ImageRetrieval.VectorIndex;

/// <summary>Which instructions compute distances.</summary>
internal enum Kernel
{
    /// <summary>Plain loops: the reference that every other kernel is tested against.</summary>
    Scalar,

    /// <summary>128 bits: NEON on Arm64 (with its dot product instructions where they are), SSE on x64.</summary>
    Vector128,

    /// <summary>256 bits with fused multiply-add.</summary>
    Avx2,

    /// <summary>As <see cref="Avx2"/>, and sums of byte products in one instruction (VNNI).</summary>
    AvxVnni,

    /// <summary>512 bits for float32, VNNI for codes.</summary>
    Avx512,
}
