using System.Diagnostics;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <content>What an outcome changes.</content>
internal sealed partial class ImageCatalog
{
    /// <summary>Writes an outcome, by itself or inside the transaction that the caller has begun.</summary>
    internal void Apply(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Downloaded downloaded:
                SetDownloaded(downloaded.ImageId, downloaded.Image.File, downloaded.Validators);
                break;
            case Outcome.Checked image:
                SetChecked(image.ImageId);
                break;
            case Outcome.Embedded embedded:
                SetEmbedded(embedded.ImageId, embedded.Sha256, string.Join(',', embedded.Models));
                break;
            case Outcome.Lost lost:
                SetLost(lost.ImageId);
                break;
            case Outcome.Failed failed:
                SetFailed(failed.ImageId, failed.Attempts, failed.NextTry, failed.Reason, failed.Detail);
                break;
            case Outcome.Damaged damaged:
                SetDamaged(damaged.Sha256, damaged.Detail);
                break;
            case Outcome.NotEmbedded notEmbedded:
                SetNotEmbedded(notEmbedded.Sha256, notEmbedded.Space, notEmbedded.Detail);
                break;
            case Outcome.PixelsKnown pixels:
                RememberPixels(pixels.Space, pixels.Pixels, pixels.Sha256);
                break;
            default:
                throw new UnreachableException($"Unknown outcome {outcome.GetType().Name}.");
        }
    }
}
