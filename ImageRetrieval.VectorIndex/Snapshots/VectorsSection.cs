namespace ImageRetrieval.VectorIndex;

/// <summary>The file of unit vectors: float32 rows, padded for the kernels, used in place.</summary>
internal static unsafe class VectorsSection
{
    private const int DimensionOffset = SectionHeader.FieldsOffset;
    private const int StrideOffset = SectionHeader.FieldsOffset + 4;

    public static ReadOnlySpan<byte> Magic => "IR-VECTS"u8;

    public static ManifestSection Write(string folder, VectorRows rows)
    {
        long rowBytes = (long)rows.Stride * sizeof(float);
        var header = new SectionHeader(Magic, rows.Count, SectionHeader.Length + rows.Count * rowBytes);
        header.SetInt32(DimensionOffset, rows.Dimension);
        header.SetInt32(StrideOffset, rows.Stride);
        using var writer = new SectionWriter(folder, SnapshotFormat.VectorsName, header);
        for (int node = 0; node < rows.Count; node++)
            writer.Write(rows.PaddedBytes(node));
        return writer.Complete();
    }

    /// <summary>The same rows, read individually.</summary>
    public static VectorFile OpenRows(MappedSection section, VectorRows rows) =>
        new(section.File.Path, SectionHeader.Length, rows.Stride * sizeof(float));

    /// <summary>The rows in place; valid while the section is open.</summary>
    public static VectorRows Read(MappedSection section, int dimension)
    {
        SectionHeader header = section.Header;
        MappedFile file = section.File;
        if (header.GetInt32(DimensionOffset) != dimension)
            throw file.Damaged(DimensionOffset, $"its vectors have {header.GetInt32(DimensionOffset)} components, the manifest says {dimension}");
        var rows = new VectorRows((float*)(file.Pointer + SectionHeader.Length), header.Count, dimension);
        if (header.GetInt32(StrideOffset) != rows.Stride)
            throw file.Damaged(StrideOffset, $"its rows are {header.GetInt32(StrideOffset)} floats apart, expected {rows.Stride}");
        long expected = SectionHeader.Length + (long)rows.Count * rows.Stride * sizeof(float);
        if (file.Length != expected)
            throw file.Damaged(file.Length, $"{rows.Count} rows of {rows.Stride} floats make {expected} bytes");
        return rows;
    }
}
