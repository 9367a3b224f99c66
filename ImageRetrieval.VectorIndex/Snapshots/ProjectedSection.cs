namespace ImageRetrieval.VectorIndex;

/// <summary>The file of projected vectors' codes, used in place; docs/snapshot-format.md has the table.</summary>
internal static unsafe class ProjectedSection
{
    private const int LengthOffset = SectionHeader.FieldsOffset;
    private const int StrideOffset = SectionHeader.FieldsOffset + 4;
    private const int WrittenRows = 4096;

    public static ReadOnlySpan<byte> Magic => "IR-PCODE"u8;

    public static ManifestSection Write(string folder, CodeRows rows)
    {
        var header = new SectionHeader(Magic, rows.Count, FileLength(rows.Count, rows.Stride));
        header.SetInt32(LengthOffset, rows.Dimension);
        header.SetInt32(StrideOffset, rows.Stride);
        using var writer = new SectionWriter(folder, SnapshotFormat.ProjectedName, header);
        for (int node = 0; node < rows.Count; node += WrittenRows)
            writer.Write(new ReadOnlySpan<byte>(rows.Row(node), Math.Min(WrittenRows, rows.Count - node) * rows.Stride));
        return writer.Complete();
    }

    /// <summary>The rows in place; valid while the section is open.</summary>
    /// <param name="section">An open file of projected vectors.</param>
    /// <param name="length">The number of directions of the projection.</param>
    /// <param name="verify">Whether to check every scale.</param>
    public static CodeRows Read(MappedSection section, int length, bool verify)
    {
        SectionHeader header = section.Header;
        MappedFile file = section.File;
        var rows = new CodeRows(file.Pointer + SectionHeader.Length, header.Count, length);
        if (header.GetInt32(LengthOffset) != length)
            throw file.Damaged(LengthOffset, $"its codes have {header.GetInt32(LengthOffset)} components, the projection {length}");
        if (header.GetInt32(StrideOffset) != rows.Stride)
            throw file.Damaged(StrideOffset, $"its rows are {header.GetInt32(StrideOffset)} bytes apart, expected {rows.Stride}");
        if (file.Length != FileLength(header.Count, rows.Stride))
            throw file.Damaged(file.Length, $"{header.Count} rows of {rows.Stride} bytes make {FileLength(header.Count, rows.Stride)} bytes");
        for (int node = 0; verify && node < rows.Count; node++)
        {
            if (!(rows.Scale(node) > 0) || !float.IsFinite(rows.Scale(node)))
                throw file.Damaged(rows.Row(node + 1) - CodeRows.ScaleBytes - file.Pointer, $"the scale of node {node} is {rows.Scale(node)}");
        }

        return rows;
    }

    private static long FileLength(int count, int stride) => SectionHeader.Length + ((long)count * stride);
}
