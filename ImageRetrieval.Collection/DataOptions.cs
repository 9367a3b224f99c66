using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Collection;

/// <summary>The configuration section <c>Data</c>: where the collection is kept.</summary>
public sealed class DataOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Data";

    /// <summary>The data folder; created when it does not exist. Option <c>--data</c>.</summary>
    [Required(ErrorMessage = "Data:Folder is empty: give the data folder with --data ./data.")]
    public string Folder { get; set; } = "data";

    /// <summary>The folder's full path.</summary>
    public string FullPath => Path.GetFullPath(Folder);
}
