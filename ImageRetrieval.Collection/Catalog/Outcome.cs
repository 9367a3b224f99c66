using ImageRetrieval.Collection.Images;

namespace ImageRetrieval.Collection.Catalog;

/// <summary>
/// What was done for an image or for the bytes of images. Outcomes hold final values, not differences: one that is delivered
/// twice changes nothing the second time.
/// </summary>
public abstract record Outcome
{
    private protected Outcome()
    {
    }

    /// <summary>The image's bytes were downloaded and are kept.</summary>
    /// <param name="ImageId">The image.</param>
    /// <param name="Image">Its bytes, as <see cref="IImageStore.KeepAsync"/> returned them.</param>
    /// <param name="Validators">For the next conditional request.</param>
    public sealed record Downloaded(string ImageId, KeptImage Image, Validators Validators) : Outcome;

    /// <summary>A refresh found nothing new, or failed: the stored bytes are kept.</summary>
    /// <param name="ImageId">The image.</param>
    public sealed record Checked(string ImageId) : Outcome;

    /// <summary>Every model has processed the bytes.</summary>
    /// <param name="ImageId">The image.</param>
    /// <param name="Sha256">Digest of the bytes; ignored when the image has other bytes by now.</param>
    /// <param name="Models">The models that have an embedding of them.</param>
    public sealed record Embedded(string ImageId, string Sha256, IReadOnlyList<string> Models) : Outcome;

    /// <summary>The stored bytes are missing: the image is downloaded again.</summary>
    /// <param name="ImageId">The image.</param>
    public sealed record Lost(string ImageId) : Outcome;

    /// <summary>The image failed.</summary>
    /// <param name="ImageId">The image.</param>
    /// <param name="Attempts">Failed attempts since the last success, this one included; at least 1.</param>
    /// <param name="NextTry">When it may be retried; null for never.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Detail">One sentence.</param>
    public sealed record Failed(string ImageId, int Attempts, DateTimeOffset? NextTry, FailureReason Reason, string Detail) : Outcome;

    /// <summary>The bytes were decoded although a strict decoder rejects them: parts of the picture may be wrong.</summary>
    /// <param name="Sha256">Digest of the bytes.</param>
    /// <param name="Detail">The decoder's message.</param>
    public sealed record Damaged(string Sha256, string Detail) : Outcome;

    /// <summary>A model has no embedding for these bytes; another model, or another version of it, may have one.</summary>
    /// <param name="Sha256">Digest of the bytes.</param>
    /// <param name="Space">The embedding space.</param>
    /// <param name="Detail">Why not.</param>
    public sealed record NotEmbedded(string Sha256, string Space, string Detail) : Outcome;

    /// <summary>These pixels are embedded: other bytes with the same pixels get the same embedding.</summary>
    /// <param name="Space">The embedding space.</param>
    /// <param name="Pixels">Digest of the decoded pixels.</param>
    /// <param name="Sha256">Digest of the bytes that were embedded.</param>
    public sealed record PixelsKnown(string Space, string Pixels, string Sha256) : Outcome;
}
