namespace ImageRetrieval.Vision.Models;

/// <summary>Whether a model's weights are on this machine.</summary>
public enum WeightsState
{
    /// <summary>Embedded in the program.</summary>
    BuiltIn,

    /// <summary>The file exists; its digest is checked when it is used.</summary>
    There,

    /// <summary>A download is incomplete.</summary>
    PartlyDownloaded,

    /// <summary>The file is missing.</summary>
    NotDownloaded,
}
