using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Publish;

/// <summary>The configuration section <c>Publish</c>: when snapshots are published during the ingest, and which are good enough.</summary>
internal sealed class PublishOptions
{
    internal const string Section = "Publish";

    /// <summary>Whether answers contain the full paths of files of this machine; otherwise the name of the source and the path below it.</summary>
    public bool AbsolutePaths { get; set; }

    /// <summary>Images that the first snapshot of a data folder waits for, so that people can search while the rest is processed; the end of the list does not wait.</summary>
    [Range(1, int.MaxValue)]
    public int FirstImages { get; set; } = 200;

    /// <summary>New images after which the next snapshot is made.</summary>
    [Range(1, int.MaxValue)]
    public int EveryImages { get; set; } = 5000;

    /// <summary>Seconds after which the next snapshot is made when there is any new image.</summary>
    [Range(0.05, 86_400 * 7)]
    public double EverySeconds { get; set; } = 300;

    /// <summary>The largest share of the time that early snapshots may take, 0 to 1; 0 for none.</summary>
    [Range(0.0, 1.0)]
    public double MaxTimeShare { get; set; } = 0.2;

    /// <summary>Images of a new snapshot that are searched for in it, by graph and exactly, before it is published; 0 for no check.</summary>
    [Range(0, 100_000)]
    public int CheckQueries { get; set; } = 50;

    /// <summary>The share of their exact ten nearest neighbours that must be found, 0 to 1; a snapshot below it is rejected, and the previous one stays in use.</summary>
    [Range(0.0, 1.0)]
    public double RecallFloor { get; set; } = 0.9;

    /// <summary>Candidates of the checking search: the Api's default.</summary>
    [Range(1, 10_000)]
    public int CheckEfSearch { get; set; } = 128;
}
