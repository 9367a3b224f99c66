using System.Collections.Concurrent;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>The images that are being downloaded or embedded at this moment. Thread-safe.</summary>
internal sealed class ImagesInProgress(TimeProvider clock)
{
    private const string Download = "download";
    private const string Embed = "embed";

    private readonly ConcurrentDictionary<long, Entry> _images = new();
    private long _last;

    private readonly record struct Entry(string Stage, ImageSource Source, long Since);

    /// <summary>Whether an image is being embedded.</summary>
    internal bool AnyIsEmbedded => _images.Values.Any(image => image.Stage == Embed);

    /// <summary>An image is being downloaded until the result is disposed.</summary>
    internal IDisposable BeginDownload(ImageSource source) => Begin(Download, source);

    /// <summary>An image is being embedded until the result is disposed.</summary>
    internal IDisposable BeginEmbedding(ImageSource source) => Begin(Embed, source);

    /// <summary>Whether nothing is in progress but downloads that have taken at least a time.</summary>
    internal bool AreSlowDownloads(TimeSpan least) => _images.Values.All(image => image.Stage == Download && clock.GetElapsedTime(image.Since) >= least);

    /// <summary>The hosts of the downloads that have taken at least a time, one entry for each download.</summary>
    internal IReadOnlyList<string> HostsOfSlowDownloads(TimeSpan least) =>
        [.. _images.Values.Where(image => image.Stage == Download && clock.GetElapsedTime(image.Since) >= least).Select(image => HostName.Of(image.Source.Url))];

    /// <summary>Those that have taken longest.</summary>
    /// <param name="limit">The maximum number.</param>
    /// <param name="show">How URLs are shown.</param>
    internal IReadOnlyList<CurrentImage> Longest(int limit, Func<string, string> show) =>
        [.. _images.Values.OrderBy(image => image.Since).Take(limit)
            .Select(image => new CurrentImage(image.Stage, image.Source.ImageId, show(image.Source.Url), Math.Round(clock.GetElapsedTime(image.Since).TotalSeconds, 1)))];

    private Ticket Begin(string stage, ImageSource source)
    {
        var number = Interlocked.Increment(ref _last);
        _images[number] = new(stage, source, clock.GetTimestamp());
        return new(this, number);
    }

    private sealed class Ticket(ImagesInProgress images, long number) : IDisposable
    {
        public void Dispose() => images._images.TryRemove(number, out _);
    }
}
