namespace ImageRetrieval.Vision.Models;

/// <summary>Why a model cannot be used.</summary>
public enum ModelError
{
    /// <summary>A model list is absent or wrong.</summary>
    InvalidList,

    /// <summary>No list names the model.</summary>
    Unknown,

    /// <summary>The weights are not there and no address is known.</summary>
    MissingWeights,

    /// <summary>The weights could not be downloaded.</summary>
    DownloadFailed,

    /// <summary>The file's SHA-256 is not the one that the list names.</summary>
    WrongDigest,

    /// <summary>The file is no usable ONNX model, or does not fit what the list says of it.</summary>
    InvalidModel,

    /// <summary>The execution provider that was asked for cannot be used.</summary>
    ProviderUnavailable,

    /// <summary>The folder named for files that are made from weights cannot be written.</summary>
    CacheNotWritable,

    /// <summary>The model was tried in a process of its own, and ended or stopped it.</summary>
    FailedTrial,
}
