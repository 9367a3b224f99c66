using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// The networks that models of one loader use: a model that is loaded alone and as a part of combinations is in memory once.
/// Thread-safe.
/// </summary>
internal sealed class SharedNetworks
{
    private readonly Lock _turn = new();
    private readonly Dictionary<(ModelEntry Entry, string Sha256), Shared> _networks = [];

    /// <summary>Loads a network, or shares the loaded one.</summary>
    internal NetworkLease Take(ModelEntry entry, ModelFile weights, Func<Network> load)
    {
        lock (_turn)
        {
            var key = (entry, weights.Sha256);
            if (!_networks.TryGetValue(key, out var shared))
                _networks.Add(key, shared = new Shared(load()));
            shared.Users++;
            return new NetworkLease(shared.Network, () => Release(key, shared));
        }
    }

    private void Release((ModelEntry, string) key, Shared shared)
    {
        lock (_turn)
        {
            if (--shared.Users > 0)
                return;
            _networks.Remove(key);
        }
        shared.Network.Dispose();
    }

    private sealed class Shared(Network network)
    {
        internal Network Network => network;

        internal int Users { get; set; }
    }
}
