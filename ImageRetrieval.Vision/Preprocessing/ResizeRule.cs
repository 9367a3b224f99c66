namespace ImageRetrieval.Vision.Preprocessing;

/// <summary>How an image of any size becomes the model's square input.</summary>
public enum ResizeRule
{
    /// <summary>The shorter side becomes <c>resize</c> pixels, then the centre <c>crop</c> square is taken.</summary>
    ShorterSideCrop,

    /// <summary>Both sides become <c>crop</c> pixels; the aspect ratio is lost, but nothing is cropped.</summary>
    Stretch,
}
