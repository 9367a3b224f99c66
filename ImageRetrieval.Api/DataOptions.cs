using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Api;

/// <summary>The configuration section <c>Data</c>: what the Worker publishes is read from here.</summary>
internal sealed class DataOptions
{
    internal const string Section = "Data";

    /// <summary>The data folder. Option <c>--data</c>.</summary>
    [Required(ErrorMessage = "Data:Folder is empty: give the data folder with --data ./data.")]
    public string Folder { get; set; } = "data";

    internal string FullPath => Path.GetFullPath(Folder);
}
