using System.Text.RegularExpressions;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>The whole system as one command starts it, with what its console tells a user.</summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    // A bound for a machine that is busy with other things; on an idle one it is over within seconds.
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(180);

    private readonly ServiceProcess _process;

    private AppHostProcess(ServiceProcess process) => _process = process;

    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the AppHost with its data in the folder's <c>data</c>.</summary>
    public static AppHostProcess Start(string folder, params IEnumerable<string> arguments) =>
        new(ServiceProcess.Start("ImageRetrieval.AppHost", folder, ["--data", "data", .. arguments]));

    /// <summary>As <see cref="Start"/>, on ports that nobody else has.</summary>
    public static AppHostProcess StartOnFreePorts(string folder, params IEnumerable<string> arguments) =>
        Start(folder, ["--DcpPublisher:RandomizePorts=true", .. arguments]);

    /// <summary>The address that the console gives for <c>Portal</c>, <c>Api</c>, <c>Ingest</c> or <c>Dashboard</c>.</summary>
    public async Task<Uri> AddressAsync(string name) => new((await LineAsync(AddressLine(), match => match.Groups[1].Value == name)).Groups[2].Value);

    /// <summary>Waits until the console says that the portal is ready.</summary>
    public Task ReadyAsync() => LineAsync(ReadyLine(), _ => true);

    public int[] Family() => _process.Family();

    public void Interrupt() => _process.Interrupt();

    public Task KillAsync() => _process.KillAsync();

    public Task<int> ExitAsync(TimeSpan limit) => _process.ExitAsync(limit);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task<Match> LineAsync(Regex pattern, Func<Match, bool> isIt) => Eventually.GetAsync(
        () => _process.HasExited ? throw new InvalidOperationException($"The AppHost exited.\n{Output}") : Task.FromResult(pattern.Matches(Output).FirstOrDefault(isIt)),
        s_startLimit,
        () => Output);

    [GeneratedRegex(@"^  (\w+) +(http://localhost:\d+\S*)$", RegexOptions.Multiline)]
    private static partial Regex AddressLine();

    [GeneratedRegex("The portal is ready")]
    private static partial Regex ReadyLine();
}
