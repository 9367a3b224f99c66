namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Limits the pixels that all threads decode at once. Formats that cannot be streamed (progressive JPEG, interlaced PNG, WebP,
/// GIF, AVIF) hold the whole image, so a decoder's memory is proportional to its pixels.
/// </summary>
internal sealed class PixelGate(long capacity)
{
    private readonly object _turn = new();
    private long _inFlight;

    /// <summary>Waits for capacity. An image larger than the whole capacity waits until no other image is being decoded.</summary>
    internal Entry Enter(long pixels)
    {
        lock (_turn)
        {
            while (_inFlight > 0 && _inFlight + pixels > capacity)
                Monitor.Wait(_turn);
            _inFlight += pixels;
        }
        VisionTelemetry.PixelsInFlight(pixels);
        return new Entry(this, pixels);
    }

    private void Leave(long pixels)
    {
        VisionTelemetry.PixelsInFlight(-pixels);
        lock (_turn)
        {
            _inFlight -= pixels;
            Monitor.PulseAll(_turn);
        }
    }

    /// <summary>One image's share of the capacity; disposing it admits the next image.</summary>
    internal readonly struct Entry(PixelGate gate, long pixels) : IDisposable
    {
        public void Dispose() => gate.Leave(pixels);
    }
}
