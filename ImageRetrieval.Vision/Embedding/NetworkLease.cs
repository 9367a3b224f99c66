namespace ImageRetrieval.Vision.Embedding;

/// <summary>One model's hold on a network; the last one that is disposed disposes the network.</summary>
internal sealed class NetworkLease(Network network, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>A hold on a network that nobody else uses.</summary>
    internal static NetworkLease Own(Network network) => new(network, network.Dispose);

    internal Network Network => network;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
