namespace ImageRetrieval.VectorIndex;

/// <summary>The file of a projection; docs/snapshot-format.md has the table.</summary>
internal static unsafe class ProjectionSection
{
    private const int DimensionOffset = SectionHeader.FieldsOffset;
    private const int StrideOffset = SectionHeader.FieldsOffset + 4;
    private const int ErrorOffset = SectionHeader.FieldsOffset + 8;
    private const int RecallOffset = SectionHeader.FieldsOffset + 12;

    // Rows are of unit length and orthogonal to rounding, which grows with the components.
    private const float Rounding = 0.001f;

    public static ReadOnlySpan<byte> Magic => "IR-PROJN"u8;

    public static ManifestSection Write(string folder, Projection projection)
    {
        FloatMatrix directions = projection.Directions;
        var header = new SectionHeader(Magic, directions.Rows, FileLength(directions.Rows, directions.Stride));
        header.SetInt32(DimensionOffset, directions.Columns);
        header.SetInt32(StrideOffset, directions.Stride);
        header.SetInt32(ErrorOffset, BitConverter.SingleToInt32Bits(projection.Error));
        header.SetInt32(RecallOffset, BitConverter.SingleToInt32Bits(projection.Recall));
        using var writer = new SectionWriter(folder, SnapshotFormat.ProjectionName, header);
        for (int row = 0; row < directions.Rows; row++)
            writer.Write(new ReadOnlySpan<byte>(directions.Row(row), directions.Stride * sizeof(float)));
        GC.KeepAlive(directions);
        return writer.Complete();
    }

    /// <summary>Reads it into memory: every query needs all of it.</summary>
    /// <param name="section">An opened file of a projection.</param>
    /// <param name="dimension">The manifest's.</param>
    public static Projection Read(MappedSection section, int dimension)
    {
        SectionHeader header = section.Header;
        MappedFile file = section.File;
        if (header.Count < 1 || header.Count > dimension)
            throw file.Damaged(12, $"it has {header.Count} directions (1 to {dimension}, the manifest's components)");
        if (header.GetInt32(DimensionOffset) != dimension)
            throw file.Damaged(DimensionOffset, $"its directions have {header.GetInt32(DimensionOffset)} components, the manifest says {dimension}");
        int stride = FloatDot.PaddedLength(dimension);
        if (header.GetInt32(StrideOffset) != stride)
            throw file.Damaged(StrideOffset, $"its rows are {header.GetInt32(StrideOffset)} floats apart, expected {stride}");
        if (file.Length != FileLength(header.Count, stride))
            throw file.Damaged(file.Length, $"{header.Count} directions of {stride} floats make {FileLength(header.Count, stride)} bytes");
        float error = BitConverter.Int32BitsToSingle(header.GetInt32(ErrorOffset)), recall = BitConverter.Int32BitsToSingle(header.GetInt32(RecallOffset));
        if (!(error is >= 0 and <= 2) || !(recall is >= 0 and <= 1))
            throw file.Damaged(ErrorOffset, $"its error is {error} (0 to 2) and its recall {recall} (0 to 1)");
        var directions = new FloatMatrix(header.Count, dimension);
        for (int row = 0; row < directions.Rows; row++)
        {
            var stored = new ReadOnlySpan<float>(file.Pointer + SectionHeader.Length + ((long)row * stride * sizeof(float)), stride);
            // Every query is multiplied by them: checked even where nothing else is.
            if (!(Math.Abs(UnitVector.SquaredLength(stored[..dimension]) - 1) <= Rounding) || stored[dimension..].ContainsAnyExcept(0f))
                throw file.Damaged(SectionHeader.Length + ((long)row * stride * sizeof(float)), $"direction {row} is not of length 1, or is not followed by zeros");
            stored[..dimension].CopyTo(directions.Span(row));
        }

        return new Projection(directions, error, recall);
    }

    private static long FileLength(int rows, int stride) => SectionHeader.Length + ((long)rows * stride * sizeof(float));
}
