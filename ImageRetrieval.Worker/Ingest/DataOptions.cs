using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Ingest;

/// <summary>The configuration section <c>Data</c>: where everything is kept.</summary>
internal sealed class DataOptions
{
    internal const string Section = "Data";

    /// <summary>The data folder; made when it is absent. Option <c>--data</c>.</summary>
    [Required(ErrorMessage = "Data:Folder is empty: give the data folder with --data ./data.")]
    public string Folder { get; set; } = "data";

    internal string FullPath => Path.GetFullPath(Folder);
}
