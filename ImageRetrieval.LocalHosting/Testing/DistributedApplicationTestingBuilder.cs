using System.Reflection;

namespace ImageRetrieval.LocalHosting.Testing;

/// <summary>Runs an AppHost inside a test: its own program, stopped where it builds, so that the model can be changed before it starts.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the program that <typeparamref name="TEntryPoint"/> belongs to, on free ports, up to its <c>Build()</c>.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    /// <exception cref="DistributedApplicationException">The program ended, or failed, before it built an application.</exception>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(string[], CancellationToken)"/>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        var main = entryPoint.Assembly.EntryPoint
            ?? throw new ArgumentException($"The assembly '{entryPoint.Assembly.GetName().Name}' of {entryPoint.Name} is no program.", nameof(entryPoint));
        var run = new InterceptedRun(entryPoint.Assembly);
        new Thread(() => run.Execute(main, ["--LocalHosting:RandomizePorts=true", "--dashboard-port=0", .. args])) { IsBackground = true, Name = "AppHost under test" }.Start();
        return new TestingBuilder(run, await run.Built.WaitAsync(cancellationToken).ConfigureAwait(false));
    }
}
