namespace ImageRetrieval.VectorIndex;

/// <summary>Opens the files of a snapshot, checking each against those opened before.</summary>
internal static class SnapshotReader
{
    public static Snapshot Open(string path, bool verify, VectorPlacement placement, bool neighborCodes)
    {
        SnapshotFormat.CheckPlatform();
        Manifest manifest = ReadManifest(path);
        bool coded = manifest.Codes == VectorCodes.EightBit;
        if (placement == VectorPlacement.OnDisk && !coded)
            throw new ArgumentException($"The snapshot '{path}' has no codes, so its vectors cannot stay on the disk: build it with {nameof(VectorCodes)}.{nameof(VectorCodes.EightBit)}.", nameof(placement));
        var opened = new List<IDisposable>();
        try
        {
            MappedSection items = Open(opened, path, SnapshotFormat.ItemsName, ItemsSection.Magic, manifest, manifest.Count, verify);
            MappedSection vectors = Open(opened, path, SnapshotFormat.VectorsName, VectorsSection.Magic, manifest, manifest.Vectors, verify);
            MappedSection graph = Open(opened, path, SnapshotFormat.GraphName, GraphSection.Magic, manifest, manifest.Vectors, verify);
            ItemsSection itemsRead = ItemsSection.Read(items, manifest.Vectors, verify);
            VectorRows rows = VectorsSection.Read(vectors, manifest.Dimension);
            var compared = new GraphRows(rows, default);
            if (coded)
            {
                MappedSection codesSection = Open(opened, path, SnapshotFormat.CodesName, CodesSection.Magic, manifest, manifest.Vectors, verify);
                CodeRows codes = CodesSection.Read(codesSection, manifest.Dimension, verify);
                compared = new GraphRows(rows, codes);
                if (Has(manifest, SnapshotFormat.ProjectionName))
                {
                    Projection projection = ReadProjection(opened, path, manifest, verify);
                    codesSection = Open(opened, path, SnapshotFormat.ProjectedName, ProjectedSection.Magic, manifest, manifest.Vectors, verify);
                    compared = new GraphRows(rows, ProjectedSection.Read(codesSection, projection.Length, verify)) { Projection = projection, WholeCodes = codes };
                }

                codesSection.File.AdviseHugePages();
            }

            graph.File.AdviseHugePages();
            VectorFile? vectorFile = null;
            if (placement == VectorPlacement.OnDisk)
            {
                opened.Add(vectorFile = VectorsSection.OpenRows(vectors, rows));
                vectors.File.Forget();
            }

            HnswGraph graphRead = GraphSection.Read(graph, compared, manifest.M, verify, vectorFile);
            if (neighborCodes)
                graphRead = graphRead.WithNeighborCodes(Environment.ProcessorCount);
            // Snapshots of earlier builds have none.
            ContextRows context = Has(manifest, SnapshotFormat.ContextName)
                ? ContextSection.Read(Open(opened, path, SnapshotFormat.ContextName, ContextSection.Magic, manifest, manifest.Vectors, verify), verify)
                : default;
            return new Snapshot(manifest, new SnapshotMapping([.. opened]), itemsRead, graphRead, context);
        }
        catch
        {
            foreach (IDisposable section in opened)
                section.Dispose();
            throw;
        }
    }

    private static bool Has(Manifest manifest, string name) => manifest.Sections.Any(section => section?.Name == name);

    // Its number of rows stands in its own header: it is chosen when a projection is learned.
    private static Projection ReadProjection(List<IDisposable> opened, string path, Manifest manifest, bool verify)
    {
        MappedSection section = MappedSection.Open(path, SnapshotFormat.ProjectionName, ProjectionSection.Magic, manifest, count: null, verify);
        opened.Add(section);
        return ProjectionSection.Read(section, manifest.Dimension);
    }

    private static Manifest ReadManifest(string path)
    {
        if (!Directory.Exists(path))
            throw new SnapshotException(SnapshotFault.NotFound, $"There is no snapshot at '{path}': build the index first.");
        string file = Path.Combine(path, SnapshotFormat.ManifestName);
        try
        {
            return ManifestFile.Read(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SnapshotException(SnapshotFault.Incomplete, $"'{file}' is missing: '{path}' is not a published snapshot. Rebuild the index.", e);
        }
    }

    private static MappedSection Open(
        List<IDisposable> opened, string path, string name, ReadOnlySpan<byte> magic, Manifest manifest, int count, bool verify)
    {
        MappedSection section = MappedSection.Open(path, name, magic, manifest, count, verify);
        opened.Add(section);
        return section;
    }
}
