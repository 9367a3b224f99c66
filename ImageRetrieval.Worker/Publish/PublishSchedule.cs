namespace ImageRetrieval.Worker.Publish;

/// <summary>When the next snapshot of one model is due while its images are still being processed. Not thread-safe.</summary>
/// <param name="options">The bounds.</param>
/// <param name="clock">Measures the time between snapshots.</param>
/// <param name="embedded">Images that the newest snapshot holds already; 0 when there is none.</param>
/// <param name="changed">Whether there is more to publish than new images: removed rows, or other metadata.</param>
internal sealed class PublishSchedule(PublishOptions options, TimeProvider clock, long embedded, bool changed = false)
{
    private long _published = embedded;
    private bool _any = embedded > 0;
    private bool _changed = changed;
    private long _ended = clock.GetTimestamp();
    private TimeSpan _took;

    /// <param name="embedded">Images that the model has embedded by now.</param>
    /// <param name="quiet">Whether only rows are left that must be waited for: everything is then published, however little.</param>
    internal bool IsDue(long embedded, bool quiet = false)
    {
        var news = embedded - _published;
        if (options.MaxTimeShare == 0 || (news <= 0 && !(quiet && (news < 0 || _changed))))
            return false;
        if (!_any)
            return quiet || embedded >= options.FirstImages;
        var since = clock.GetElapsedTime(_ended);
        // Building takes cores from embedding, and longer each time: it is limited to its share.
        if (since * options.MaxTimeShare < _took * (1 - options.MaxTimeShare))
            return false;
        return quiet || news >= options.EveryImages || since >= TimeSpan.FromSeconds(options.EverySeconds);
    }

    /// <summary>A snapshot was made, or refused, with a number of images, in a time.</summary>
    internal void Made(long embedded, TimeSpan took) => (_published, _any, _changed, _ended, _took) = (embedded, embedded > 0, false, clock.GetTimestamp(), took);
}
