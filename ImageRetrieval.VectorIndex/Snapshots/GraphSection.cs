namespace ImageRetrieval.VectorIndex;

/// <summary>The file of links, used in place.</summary>
internal static unsafe class GraphSection
{
    private const int MOffset = SectionHeader.FieldsOffset;
    private const int M0Offset = SectionHeader.FieldsOffset + 4;
    private const int EntryPointOffset = SectionHeader.FieldsOffset + 8;
    private const int MaxLevelOffset = SectionHeader.FieldsOffset + 12;
    private const int GroundStrideOffset = SectionHeader.FieldsOffset + 16;
    private const int UpperStrideOffset = SectionHeader.FieldsOffset + 20;
    private const int UpperRowsOffset = SectionHeader.FieldsOffset + 24;
    private const int CopiesOffset = SectionHeader.FieldsOffset + 32;

    private const int WrittenRows = 4096;

    public static ReadOnlySpan<byte> Magic => "IR-GRAPH"u8;

    public static ManifestSection Write(string folder, GraphStorage graph)
    {
        GraphView view = graph.View;
        var layout = new GraphLayout(view.Count, view.Upper.Capacity, view.Upper.Rows);
        using var writer = new SectionWriter(folder, SnapshotFormat.GraphName, Header(graph, layout));
        WriteRows(writer, view.Ground);
        writer.PadTo(layout.FirstUpperRow);
        writer.Write(new ReadOnlySpan<byte>(view.FirstUpperRow, view.Count * sizeof(int)));
        writer.PadTo(layout.NextCopy);
        writer.Write(new ReadOnlySpan<byte>(graph.NextCopy, view.Count * sizeof(int)));
        writer.PadTo(layout.Levels);
        writer.Write(graph.Levels);
        writer.PadTo(layout.Upper);
        WriteRows(writer, view.Upper);
        GC.KeepAlive(graph);
        return writer.Complete();
    }

    /// <summary>The graph in place; valid while the section is open.</summary>
    /// <param name="section">An open graph file.</param>
    /// <param name="rows">What its nodes are compared by.</param>
    /// <param name="m">The manifest's M.</param>
    /// <param name="verify">Whether to check every link.</param>
    /// <param name="vectorFile">The file from which vectors are read individually; null when they are mapped.</param>
    public static HnswGraph Read(MappedSection section, GraphRows rows, int m, bool verify, VectorFile? vectorFile)
    {
        MappedFile file = section.File;
        SectionHeader header = section.Header;
        GraphLayout layout = ReadLayout(file, header, m);
        byte* start = file.Pointer;
        var view = new GraphView(
            rows,
            new LinkRows((int*)(start + GraphLayout.Ground), layout.Count, layout.M0),
            new LinkRows((int*)(start + layout.Upper), layout.UpperRows, layout.M),
            (int*)(start + layout.FirstUpperRow));
        int entryPoint = header.GetInt32(EntryPointOffset);
        int maxLevel = header.GetInt32(MaxLevelOffset);
        if ((uint)entryPoint >= (uint)layout.Count)
            throw file.Damaged(EntryPointOffset, $"the entry point is node {entryPoint} of {layout.Count}");
        if (maxLevel is < 0 or > LevelDraw.MaxLevel)
            throw file.Damaged(MaxLevelOffset, $"the highest level is {maxLevel} (0 to {LevelDraw.MaxLevel})");
        int copies = header.GetInt32(CopiesOffset);
        if ((uint)copies >= (uint)layout.Count)
            throw file.Damaged(CopiesOffset, $"it has {copies} copies among {layout.Count} nodes");
        if (verify)
            GraphCheck.Run(file, layout, view, entryPoint, maxLevel, copies);
        return new HnswGraph(view, (int*)(start + layout.NextCopy), copies > 0, entryPoint, maxLevel, section, vectorFile);
    }

    private static SectionHeader Header(GraphStorage graph, GraphLayout layout)
    {
        var header = new SectionHeader(Magic, layout.Count, layout.FileLength);
        header.SetInt32(MOffset, layout.M);
        header.SetInt32(M0Offset, layout.M0);
        header.SetInt32(EntryPointOffset, graph.EntryPoint);
        header.SetInt32(MaxLevelOffset, graph.MaxLevel);
        header.SetInt32(GroundStrideOffset, LinkRows.StrideFor(layout.M0));
        header.SetInt32(UpperStrideOffset, LinkRows.StrideFor(layout.M));
        header.SetInt64(UpperRowsOffset, layout.UpperRows);
        header.SetInt32(CopiesOffset, graph.View.Count - graph.Originals);
        return header;
    }

    private static GraphLayout ReadLayout(MappedFile file, SectionHeader header, int m)
    {
        long upperRows = header.GetInt64(UpperRowsOffset);
        // Bounded before the multiplication, so that no length can overflow into a plausible one.
        if (upperRows < 0 || upperRows > int.MaxValue)
            throw file.Damaged(UpperRowsOffset, $"it has {upperRows} upper rows (0 to {int.MaxValue})");
        var layout = new GraphLayout(header.Count, m, upperRows);
        if (header.GetInt32(MOffset) != m || header.GetInt32(M0Offset) != layout.M0)
            throw file.Damaged(MOffset, $"M is {header.GetInt32(MOffset)} and M0 {header.GetInt32(M0Offset)}, the manifest says {m} and {layout.M0}");
        if (header.GetInt32(GroundStrideOffset) != LinkRows.StrideFor(layout.M0)
            || header.GetInt32(UpperStrideOffset) != LinkRows.StrideFor(m))
            throw file.Damaged(GroundStrideOffset, "the row lengths do not match M and M0");
        if (file.Length != layout.FileLength)
            throw file.Damaged(file.Length, $"{layout.Count} nodes with {upperRows} upper rows make {layout.FileLength} bytes");
        return layout;
    }

    private static void WriteRows(SectionWriter writer, LinkRows rows)
    {
        // In pieces, because a span is limited to 2 GB.
        for (long row = 0; row < rows.Rows; row += WrittenRows)
        {
            int count = (int)Math.Min(WrittenRows, rows.Rows - row);
            writer.Write(new ReadOnlySpan<byte>(rows.Row(row), count * rows.Stride * sizeof(int)));
        }
    }
}
