namespace ImageRetrieval.Vision.Embedding;

/// <summary>One model's reference to a network; disposing the last reference disposes the network.</summary>
internal sealed class NetworkLease(Network network, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>The only reference to a network.</summary>
    internal static NetworkLease Own(Network network) => new(network, network.Dispose);

    internal Network Network => network;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
