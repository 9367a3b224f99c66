namespace ImageRetrieval.VectorIndex;

/// <summary>Checks every link of a mapped graph once, so that a well-formed file with a correct checksum but impossible links is rejected.</summary>
internal static unsafe class GraphCheck
{
    public static void Run(MappedFile file, GraphLayout layout, in GraphView view, int entryPoint, int maxLevel, int copies)
    {
        var levels = new ReadOnlySpan<byte>(file.Pointer + layout.Levels, layout.Count);
        var nextCopy = new ReadOnlySpan<int>(file.Pointer + layout.NextCopy, layout.Count);
        if (levels[entryPoint] != maxLevel)
            throw file.Damaged(layout.Levels + entryPoint, $"the entry point is on level {levels[entryPoint]}, the header says {maxLevel}");

        long upperRow = 0;
        int linkedCopies = 0;
        for (int node = 0; node < layout.Count; node++)
        {
            if (levels[node] > maxLevel)
                throw file.Damaged(layout.Levels + node, $"node {node} is on level {levels[node]}, above the highest, {maxLevel}");
            CheckFirstUpperRow(file, layout, view, node, levels[node], upperRow);
            upperRow += levels[node];
            if (nextCopy[node] != -1 && (nextCopy[node] <= node || nextCopy[node] >= layout.Count))
                throw file.Damaged(layout.NextCopy + 4L * node, $"the copy after node {node} is {nextCopy[node]}");
            linkedCopies += nextCopy[node] != -1 ? 1 : 0;
            for (int level = 0; level <= levels[node]; level++)
                CheckLinks(file, view, levels, node, level);
        }

        if (linkedCopies != copies)
            throw file.Damaged(layout.NextCopy, $"{linkedCopies} nodes have a copy after them, the header says {copies}");
        if (upperRow != layout.UpperRows)
            throw file.Damaged(layout.Levels, $"the levels make {upperRow} upper rows, the header says {layout.UpperRows}");
    }

    private static void CheckFirstUpperRow(MappedFile file, GraphLayout layout, in GraphView view, int node, int level, long upperRow)
    {
        long expected = level == 0 ? -1 : upperRow;
        if (view.FirstUpperRow[node] != expected || upperRow + level > layout.UpperRows)
        {
            throw file.Damaged(
                layout.FirstUpperRow + 4L * node,
                $"node {node} on level {level} begins at upper row {view.FirstUpperRow[node]}, expected {expected}");
        }
    }

    private static void CheckLinks(MappedFile file, in GraphView view, ReadOnlySpan<byte> levels, int node, int level)
    {
        LinkRows rows = level == 0 ? view.Ground : view.Upper;
        int* row = rows.Row(level == 0 ? node : view.UpperRow(node, level));
        ReadOnlySpan<int> links = view.Links(node, level);
        if (new ReadOnlySpan<int>(row, rows.Stride)[links.Length..].ContainsAnyExcept(LinkRows.End))
            throw file.Damaged((byte*)row - file.Pointer, $"there are values after the {links.Length} links of node {node} on level {level}");
        foreach (int link in links)
        {
            if ((uint)link < (uint)levels.Length && levels[link] >= level)
                continue;
            throw file.Damaged((byte*)row - file.Pointer, $"node {node} links on level {level} to {link}, which does not exist");
        }
    }
}
