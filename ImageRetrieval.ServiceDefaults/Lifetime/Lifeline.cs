using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults.Lifetime;

/// <summary>
/// Under an AppHost, standard input is a pipe that the AppHost holds open. A line "stop" asks the service to stop; the
/// end of the pipe without it means that the AppHost is gone, and the service must not outlive it.
/// </summary>
internal sealed class Lifeline : IHostedService
{
    private const string Variable = "LOCALHOSTING_LIFELINE";
    private const string StopLine = "stop";

    /// <summary>Nobody waits for us any more when the AppHost was killed; work is safe against a kill at any moment.</summary>
    private static readonly TimeSpan s_abandonedTimeout = TimeSpan.FromSeconds(2);

    private static readonly TaskCompletionSource s_ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int s_watching;

    private readonly IHostApplicationLifetime _lifetime;

    public Lifeline(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    /// <summary>Begins to watch, once a process, even before the service is built.</summary>
    public static void Watch()
    {
        if (Interlocked.Exchange(ref s_watching, 1) != 0)
            return;
        ProcessGroup.MakeOwn();
        new Thread(Read) { IsBackground = true, Name = "lifeline" }.Start();
    }

    public static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "stdin";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        s_ended.Task.ContinueWith(_ => _lifetime.StopApplication(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Read()
    {
        // Not Console.In, which would set up the terminal.
        using var input = new StreamReader(Console.OpenStandardInput());
        var asked = false;
        while (!asked && input.ReadLine() is { } line)
            asked = line == StopLine;

        s_ended.TrySetResult();
        if (asked)
            return;
        Thread.Sleep(s_abandonedTimeout);
        ProcessGroup.KillOwn();
    }
}
