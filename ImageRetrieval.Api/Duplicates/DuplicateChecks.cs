using System.Security.Cryptography;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Fingerprints;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Tells which indexed images are copies of a picture.</summary>
internal sealed class DuplicateChecks(ModelChoice models, ImageSearch search, ImageDecoder decoder, UrlImages urls, LiveDuplicates duplicates, WorkGate gate, IOptions<DataOptions> data)
{
    /// <summary>What a check costs: a picture decoded twice and embedded, and up to 200 comparisons of some tenths of a millisecond.</summary>
    internal const int Weight = 2;

    /// <exception cref="RefusalException">The request is wrong or cannot be answered now; the message says why.</exception>
    /// <exception cref="ImageDecodeException">The picture cannot be decoded.</exception>
    /// <exception cref="Vision.Embedding.EmbeddingException">The model gives no embedding for it.</exception>
    internal async Task<CheckAnswer> CheckAsync(CheckRequest request, string traceId, CancellationToken token)
    {
        request.Validate();
        var (level, least) = (DuplicateWords.LevelOf(request.Level), DuplicateWords.ThresholdOf(request.Threshold));
        using var lease = models.Acquire(request.Model);
        var bytes = request.Image ?? await urls.FetchAsync(request.Url!, token);
        var embedding = await search.EmbedAsync(lease, bytes, crop: null, new Asker(traceId), new StageTimes(), token);
        var file = duplicates.Newest(lease.Model.Name, out _)?.File;
        var copies = await gate.RunAsync(WorkWeight.Light, stop => Find(lease, file, bytes, embedding, level, least, request.Limit, stop), token);
        var message = MessageOf(lease, file);
        return new(lease.Model.Name, lease.Snapshot.Manifest.Version, request.Level, Math.Round(least, 6), message is null, message, copies, traceId);
    }

    private IReadOnlyList<DuplicateMember> Find(SnapshotLease lease, DuplicatesFile? file, byte[] bytes, float[] embedding, DuplicateLevel level, float least, int limit, CancellationToken token)
    {
        var info = decoder.ReadInfo(bytes);
        using var pixels = decoder.Decode(bytes, PictureFingerprint.Geometry);
        using var fingerprints = FingerprintReader.Open(FingerprintStore.FolderIn(data.Value.FullPath), PictureFingerprint.Space, PictureFingerprint.Bytes);
        var picture = new QueryPicture(ContentKey.Read(SHA256.HashData(bytes)), info.Width, info.Height, PictureFingerprint.Of(pixels), embedding);
        return new CopyFinder(lease, file, fingerprints, picture).Find(level, least, limit, token);
    }

    private static string? MessageOf(SnapshotLease lease, DuplicatesFile? file) =>
        file is null ? "The index has no fingerprints yet: the Worker makes them. Only images of the same bytes are told, as far as the index finds them."
        : file.Head.SnapshotVersion != lease.Snapshot.Manifest.Version ? "The index is newer than its fingerprints: of the newest images only those of the same bytes are told."
        : file.Head.WithoutFingerprint > 0 ? FormattableString.Invariant($"{file.Head.WithoutFingerprint} files have no fingerprint yet: only those of the same bytes are told among them.")
        : null;
}
