using System.Collections.Concurrent;

namespace ImageRetrieval.ApiBenchmark;

/// <summary>Connections to one Api; as many as are in use at once.</summary>
internal sealed class Clients(ServiceProcess api, byte[] request) : IDisposable
{
    private const int WarmUps = 150;

    private readonly ConcurrentBag<RawClient> _idle = [];

    internal Clients(ServiceProcess api, Workbench bench)
        : this(api, RawClient.Prepare(api.Address, Workbench.ModelName, bench.Picture))
    {
    }

    /// <summary>One /predict; throws unless it is answered with 200.</summary>
    internal async Task AskAsync()
    {
        if (!_idle.TryTake(out var client))
            client = await RawClient.ConnectAsync(api.Address);
        try
        {
            await client.AskAsync(request);
        }
        catch
        {
            client.Dispose(); // what it would read next is not the answer to the next request
            throw;
        }
        _idle.Add(client);
    }

    /// <summary>So many requests by so many clients, each asking again when it has its answer.</summary>
    internal Task AskAsync(int clients, int requests) =>
        Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (_, _) => await AskAsync());

    /// <summary>Sends requests until both sides are fully compiled.</summary>
    internal async Task WarmUpAsync(int clients)
    {
        await AskAsync(clients, WarmUps);
        await api.RestAsync();
        await AskAsync(clients, WarmUps);
        await api.RestAsync();
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var client))
            client.Dispose();
    }
}
