namespace ImageRetrieval.Vision.Models;

/// <summary>Whether a model's weights are on this machine.</summary>
public enum WeightsState
{
    /// <summary>They are part of the program.</summary>
    BuiltIn,

    /// <summary>The file is there; its digest is checked when it is used.</summary>
    There,

    /// <summary>A download was begun.</summary>
    PartlyDownloaded,

    /// <summary>Nothing is there.</summary>
    NotDownloaded,
}
