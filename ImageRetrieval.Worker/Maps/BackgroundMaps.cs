using System.Threading.Channels;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Maps;

/// <summary>Computes maps on a thread of its own, one by one and always of the newest version: no pass waits for them.</summary>
internal sealed class BackgroundMaps(ModelMaps maps) : BackgroundService
{
    private readonly Channel<(string Model, string Version)> _requests = Channel.CreateUnbounded<(string Model, string Version)>(new() { SingleReader = true });

    /// <summary>A version is published and complete.</summary>
    internal void Request(string model, string version) => _requests.Writer.TryWrite((model, version));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => OwnThread.Run(() => Run(stoppingToken));

    private void Run(CancellationToken token)
    {
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            while (OwnThread.Wait(_requests.Reader.WaitToReadAsync(token)))
            {
                while (_requests.Reader.TryRead(out var request))
                    newest[request.Model] = request.Version;
                foreach (var (model, version) in newest)
                    OwnThread.Wait(maps.UpdateAsync(model, version, token));
                newest.Clear();
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }
}
