namespace ImageRetrieval.Vision.Models;

/// <summary>Why a model cannot be used.</summary>
public enum ModelError
{
    /// <summary>A model list is missing or invalid.</summary>
    InvalidList,

    /// <summary>The model is not in any list.</summary>
    Unknown,

    /// <summary>The weights are missing and no address is known.</summary>
    MissingWeights,

    /// <summary>The weights could not be downloaded.</summary>
    DownloadFailed,

    /// <summary>The file's SHA-256 differs from the one in the list.</summary>
    WrongDigest,

    /// <summary>The file is not a usable ONNX model, or does not match its list entry.</summary>
    InvalidModel,

    /// <summary>The requested execution provider cannot be used.</summary>
    ProviderUnavailable,

    /// <summary>The configured folder for files derived from weights is not writable.</summary>
    CacheNotWritable,

    /// <summary>The model was tested in a separate process and crashed or hung it.</summary>
    FailedTrial,
}
