using System.Diagnostics;
using ImageRetrieval.Worker;
using ImageRetrieval.Worker.Ingest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>The Worker's parts inside this process, where their time can be taken one by one.</summary>
internal static class InProcess
{
    internal static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.AddWorkerOptions(arguments);
        builder.AddWorker();
        return builder.Build();
    }

    /// <summary>One pass; its models are loaded before the clock starts.</summary>
    internal static async Task<Cost> IngestAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<IngestModels>().LoadAsync(default);
        return await Cost.OfAsync(() => app.Services.GetRequiredService<IngestRun>().RunAsync(default));
    }

    /// <summary>Wall and CPU seconds of this process.</summary>
    internal readonly record struct Cost(double Wall, double Cpu)
    {
        internal static async Task<Cost> OfAsync(Func<Task> work)
        {
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await work();
            return new(clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }
}
