using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Creates the stage that embeds the images of a pass.</summary>
internal sealed class EmbedFactory(ImageDecoder decoder, IImageStore images, IFingerprints fingerprints, RunCounters counters, ImagesInProgress inWork)
{
    internal EmbedStage Create(IOutcomes outcomes, ImageFailures failures, IReadOnlyList<IngestModel> models) =>
        new(images, new ImageEmbedder(decoder, outcomes, counters, models, fingerprints), failures, outcomes, counters, inWork);
}
