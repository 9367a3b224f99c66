namespace ImageRetrieval.VectorIndex;

/// <summary>The file of 8-bit codes, used in place.</summary>
internal static unsafe class CodesSection
{
    private const int DimensionOffset = SectionHeader.FieldsOffset;
    private const int StrideOffset = SectionHeader.FieldsOffset + 4;
    private const int WrittenRows = 4096;

    public static ReadOnlySpan<byte> Magic => "IR-CODES"u8;

    public static ManifestSection Write(string folder, CodeRows rows)
    {
        var header = new SectionHeader(Magic, rows.Count, FileLength(rows.Count, rows.Stride));
        header.SetInt32(DimensionOffset, rows.Dimension);
        header.SetInt32(StrideOffset, rows.Stride);
        using var writer = new SectionWriter(folder, SnapshotFormat.CodesName, header);
        for (int node = 0; node < rows.Count; node += WrittenRows)
            writer.Write(new ReadOnlySpan<byte>(rows.Row(node), Math.Min(WrittenRows, rows.Count - node) * rows.Stride));
        for (int node = 0; node < rows.Count; node += WrittenRows)
            writer.Write(new ReadOnlySpan<byte>(rows.Infos + node, Math.Min(WrittenRows, rows.Count - node) * sizeof(CodeInfo)));
        return writer.Complete();
    }

    /// <summary>The rows in place; valid while the section is open.</summary>
    /// <param name="section">An open file of codes.</param>
    /// <param name="dimension">The manifest's.</param>
    /// <param name="verify">Whether to check every scale and sum.</param>
    public static CodeRows Read(MappedSection section, int dimension, bool verify)
    {
        SectionHeader header = section.Header;
        MappedFile file = section.File;
        int stride = CodeDot.PaddedLength(dimension);
        if (header.GetInt32(DimensionOffset) != dimension)
            throw file.Damaged(DimensionOffset, $"its codes have {header.GetInt32(DimensionOffset)} components, the manifest says {dimension}");
        if (header.GetInt32(StrideOffset) != stride)
            throw file.Damaged(StrideOffset, $"its rows are {header.GetInt32(StrideOffset)} bytes apart, expected {stride}");
        if (file.Length != FileLength(header.Count, stride))
            throw file.Damaged(file.Length, $"{header.Count} rows of {stride} bytes make {FileLength(header.Count, stride)} bytes");
        byte* first = file.Pointer + SectionHeader.Length;
        var rows = new CodeRows(first, (CodeInfo*)(first + ((long)header.Count * stride)), header.Count, dimension);
        if (verify)
            CheckInfos(file, rows);
        return rows;
    }

    private static long FileLength(int count, int stride) => SectionHeader.Length + ((long)count * (stride + sizeof(CodeInfo)));

    private static void CheckInfos(MappedFile file, CodeRows rows)
    {
        for (int node = 0; node < rows.Count; node++)
        {
            CodeInfo info = rows.Info(node);
            if (!(info.Scale > 0) || !float.IsFinite(info.Scale) || info.Sum != CodeEncoding.Sum(new ReadOnlySpan<byte>(rows.Row(node), rows.Stride)))
                throw file.Damaged((byte*)(rows.Infos + node) - file.Pointer, $"scale {info.Scale} and sum {info.Sum} do not match the codes of node {node}");
        }
    }
}
