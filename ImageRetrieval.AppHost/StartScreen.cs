using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.AppHost;

/// <summary>Shows the addresses of the services and the progress of the ingest on the console; the dashboard has the details.</summary>
internal sealed class StartScreen(AppHostOptions options, IConfiguration configuration, ResourceNotificationService resources, ServiceFailures failures) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var portal = await AddressAsync("portal", stoppingToken);
            Console.WriteLine($"""

                  ImageRetrieval is starting. Press Ctrl+C to stop it.

                  Portal     {portal}
                  Api        {await AddressAsync("api", stoppingToken)}
                  Ingest     {await AddressAsync("worker", stoppingToken)}/status
                  Dashboard  {await DashboardAsync(stoppingToken)}

                  Pictures   {(options.UsesSamples ? "the samples; your own: --source FOLDER or --csv FILE" : string.Join(", ", options.Csv.Concat(options.Sources)))}
                  Data       {options.Data}

                """);
            var ready = AnnounceAsync(portal, stoppingToken);
            var failed = TellFailuresAsync(stoppingToken);
            await FollowIngestAsync(await AddressAsync("worker", stoppingToken), stoppingToken);
            await ready;
            await failed;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static void Say(string line) => Console.WriteLine($"  {DateTime.Now:HH:mm:ss}  {line}");

    private async Task AnnounceAsync(string portal, CancellationToken token)
    {
        await resources.WaitForResourceHealthyAsync("portal", token);
        Say($"The portal is ready: {portal}");
    }

    private async Task TellFailuresAsync(CancellationToken token)
    {
        await foreach (var failure in failures.ReadAsync(token))
            Say(failure);
    }

    private static async Task FollowIngestAsync(string worker, CancellationToken token)
    {
        using var ingest = new IngestClient(worker);
        var progress = new ProgressLines();
        await foreach (var report in ingest.ReadAsync(token))
        {
            if (progress.Next(report) is { } line)
                Say(line);
        }
    }

    private async Task<string> AddressAsync(string name, CancellationToken token)
    {
        var seen = await resources.WaitForResourceAsync(name, resource => resource.Snapshot.Urls.Length > 0, token);
        return new Uri(seen.Snapshot.Urls[0].Url).GetLeftPart(UriPartial.Authority);
    }

    private async Task<string> DashboardAsync(CancellationToken token)
    {
        var seen = await resources.WaitForResourceAsync("aspire-dashboard", resource => resource.Snapshot.Urls.Length > 0, token);
        return $"{new Uri(seen.Snapshot.Urls[0].Url).GetLeftPart(UriPartial.Authority)}/login?t={configuration["AppHost:BrowserToken"]}";
    }
}
