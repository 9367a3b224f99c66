namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>The order of a model's three input planes.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red, for networks trained on OpenCV's pixels.</summary>
    Bgr,
}
