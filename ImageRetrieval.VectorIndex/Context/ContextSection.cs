using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>The context file, used in place; docs/snapshot-format.md has the table.</summary>
internal static unsafe class ContextSection
{
    private const int SampleOffset = SectionHeader.FieldsOffset;
    private const int CompleteOffset = SectionHeader.FieldsOffset + 4;
    private const int CutOffset = SectionHeader.FieldsOffset + 8;
    private const int WrittenRows = 4096;

    // Scores are float32 cosines: rounding can make them slightly larger than 1.
    private const float LargestScore = 1.001f;

    public static ReadOnlySpan<byte> Magic => "IR-CNTXT"u8;

    public static ManifestSection Write(string folder, ContextTable table)
    {
        ContextRows rows = table.View;
        var header = new SectionHeader(Magic, rows.Count, FileLength(rows.Count, rows.Sample.Length));
        header.SetInt32(SampleOffset, rows.Sample.Length);
        header.SetInt32(CompleteOffset, rows.Complete);
        header.SetInt32(CutOffset, BitConverter.SingleToInt32Bits(rows.Cut));
        using var writer = new SectionWriter(folder, SnapshotFormat.ContextName, header);
        for (int node = 0; node < rows.Count; node += WrittenRows)
            writer.Write(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref rows[node], Math.Min(WrittenRows, rows.Count - node))));
        writer.Write(MemoryMarshal.AsBytes(rows.Sample));
        writer.Write(MemoryMarshal.AsBytes(rows.NearestScores));
        GC.KeepAlive(table);
        return writer.Complete();
    }

    /// <summary>The rows in place; valid while the section is open.</summary>
    /// <param name="section">An open context file.</param>
    /// <param name="verify">Whether to check every number.</param>
    public static ContextRows Read(MappedSection section, bool verify)
    {
        SectionHeader header = section.Header;
        MappedFile file = section.File;
        int sample = header.GetInt32(SampleOffset);
        if (sample < 0 || sample > Math.Min(header.Count, ContextBuild.SampleLength))
            throw file.Damaged(SampleOffset, $"its sample has {sample} of {header.Count} nodes");
        if (file.Length != FileLength(header.Count, sample))
            throw file.Damaged(file.Length, $"{header.Count} rows and {sample} nodes of the sample make {FileLength(header.Count, sample)} bytes");
        var first = (ContextRow*)(file.Pointer + SectionHeader.Length);
        var nodes = (int*)(first + header.Count);
        var rows = new ContextRows(first, header.Count, nodes, sample, (float*)(nodes + sample), BitConverter.Int32BitsToSingle(header.GetInt32(CutOffset)), header.GetInt32(CompleteOffset));
        // Every search reads the sample without a bounds check.
        foreach (int node in rows.Sample)
        {
            if ((uint)node >= (uint)header.Count)
                throw file.Damaged((byte*)nodes - file.Pointer, $"the sample names node {node} of {header.Count}");
        }

        if (verify)
            CheckRows(file, rows);
        return rows;
    }

    private static long FileLength(int count, int sample) =>
        SectionHeader.Length + ((long)count * sizeof(ContextRow)) + ((long)sample * sizeof(int)) + (ContextRows.Quantiles * sizeof(float));

    private static void CheckRows(MappedFile file, ContextRows rows)
    {
        for (int node = 0; node < rows.Count; node++)
        {
            ref ContextRow row = ref rows[node];
            if (!IsSound(ref row, node, rows.Count))
                throw file.Damaged(SectionHeader.Length + ((long)node * sizeof(ContextRow)), $"the row of node {node} does not list its neighbours by descending score");
        }

        ReadOnlySpan<float> quantiles = rows.NearestScores;
        for (int step = 0; step < quantiles.Length; step++)
        {
            if (!IsScore(quantiles[step]) || (step > 0 && quantiles[step] < quantiles[step - 1]))
                throw file.Damaged(file.Length - (quantiles.Length * sizeof(float)), "the nearest scores do not ascend");
        }
    }

    private static bool IsSound(ref ContextRow row, int node, int count)
    {
        int known = row.Known;
        for (int i = 0; i < ContextRow.Stored; i++)
        {
            bool isOther = row.Nodes[i] != node && (uint)row.Nodes[i] < (uint)count && IsScore(row.Scores[i]) && (i == 0 || row.Scores[i] <= row.Scores[i - 1]);
            if (i < known ? !isOther : row.Nodes[i] != -1)
                return false;
        }

        return IsScore(row.Mean) && row.Deviation > 0 && float.IsFinite(row.Deviation);
    }

    private static bool IsScore(float score) => Math.Abs(score) <= LargestScore;
}
