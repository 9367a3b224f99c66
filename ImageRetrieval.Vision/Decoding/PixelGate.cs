namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// Bounds the pixels that all threads decode at once. Formats that are not read as a stream (progressive JPEG, interlaced
/// PNG, WebP, GIF, AVIF) hold their whole image, so the memory of a decoder follows its pixels.
/// </summary>
internal sealed class PixelGate(long capacity)
{
    private readonly object _turn = new();
    private long _inFlight;

    /// <summary>Waits for room. An image larger than the whole capacity waits until it is alone.</summary>
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

    /// <summary>One image's place; disposing it lets the next one in.</summary>
    internal readonly struct Entry(PixelGate gate, long pixels) : IDisposable
    {
        public void Dispose() => gate.Leave(pixels);
    }
}
