using System.Security.Cryptography;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Finds the indexed images that are copies of a picture.</summary>
internal sealed class DuplicateChecks(ModelChoice models, QueryEmbedder embedder, ImageDecoder decoder, UrlImages urls, IDuplicatesReader duplicates, WorkGate gate, SearchStats stats)
{
    /// <summary>What a check costs: a picture decoded twice and embedded, and up to 200 comparisons of some tenths of a millisecond.</summary>
    internal const int Weight = 2;

    /// <exception cref="RefusalException">The request is invalid or cannot be answered now; the message gives the reason.</exception>
    /// <exception cref="ImageDecodeException">The picture cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for it.</exception>
    internal async Task<CheckAnswer> CheckAsync(CheckRequest request, string traceId, CancellationToken token)
    {
        request.Validate();
        var (level, least) = (DuplicateWords.LevelOf(request.Level), DuplicateWords.ThresholdOf(request.Threshold));
        using var lease = await models.AcquireAsync(request.Model, token);
        var bytes = request.Image ?? await urls.FetchAsync(request.Url!, token);
        var embedding = await embedder.EmbedAsync(lease.Model, bytes, crop: null, new Asker(traceId), stats.BeginTimes(), token);
        var published = (await duplicates.NewestAsync(lease.Model.Name, token)).Published;
        var copies = await gate.RunTaskAsync(WorkWeight.Light, stop => FindAsync(lease, published, bytes, embedding, level, least, request.Limit, stop), token);
        var message = MessageOf(lease, published);
        return new(lease.Model.Name, lease.Info.Version, request.Level, Math.Round(least, 6), message is null, message, copies, traceId);
    }

    private async ValueTask<IReadOnlyList<DuplicateMember>> FindAsync(ModelLease lease, IPublishedDuplicates? published, byte[] bytes, float[] embedding, DuplicateLevel level, float least, int limit, CancellationToken token)
    {
        var info = decoder.ReadInfo(bytes);
        using var pixels = decoder.Decode(bytes, PictureFingerprint.Geometry);
        using var fingerprints = await duplicates.OpenFingerprintsAsync(PictureFingerprint.Space, PictureFingerprint.Bytes, token);
        var picture = new CheckedPicture(ContentKey.Read(SHA256.HashData(bytes)), info.Width, info.Height, PictureFingerprint.Of(pixels), embedding);
        return await new CopyFinder(lease.Index, published, fingerprints, picture).FindAsync(level, least, limit, token);
    }

    private static string? MessageOf(ModelLease lease, IPublishedDuplicates? published) =>
        published is null ? "The Worker has not computed fingerprints yet, so only files with the same bytes were found."
        : published.Head.SnapshotVersion != lease.Info.Version ? "The newest images have no fingerprints yet; of those, only files with the same bytes were found."
        : published.Head.WithoutFingerprint > 0 ? FormattableString.Invariant($"{published.Head.WithoutFingerprint} files have no fingerprint yet; of those, only files with the same bytes were found.")
        : null;
}
