using System.Reflection;
using System.Runtime.ExceptionServices;

namespace ImageRetrieval.LocalHosting.Testing;

/// <summary>One run of an AppHost's program on a thread of its own, which waits in <c>Build()</c> until the test goes on.</summary>
internal sealed class InterceptedRun(Assembly assembly)
{
    private static readonly AsyncLocal<InterceptedRun?> s_current = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The run that the current code belongs to; null outside of tests.</summary>
    public static InterceptedRun? Current => s_current.Value;

    public Assembly Assembly => assembly;

    public Task<DistributedApplicationBuilder> Built => _built.Task;

    /// <summary>Done when the program has ended.</summary>
    public Task Ended => _ended.Task;

    public void Execute(MethodInfo main, string[] args)
    {
        s_current.Value = this;
        try
        {
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]);
            (result as Task)?.GetAwaiter().GetResult();
            _built.TrySetException(new DistributedApplicationException($"'{assembly.GetName().Name}' ended before it built an application: its arguments may be wrong."));
        }
        catch (TargetInvocationException exception)
        {
            var cause = ExceptionDispatchInfo.Capture(exception.InnerException!).SourceException;
            _built.TrySetException(cause);
            _application.TrySetException(cause);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Called by the program's <c>Build()</c>: returns when the test wants the application.</summary>
    public void Pause(DistributedApplicationBuilder builder)
    {
        _built.TrySetResult(builder);
        _goOn.Task.GetAwaiter().GetResult();
    }

    public void HandOver(DistributedApplication application) => _application.TrySetResult(application);

    public async Task<DistributedApplication> GoOnAsync(CancellationToken cancellationToken)
    {
        _goOn.TrySetResult();
        return await _application.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
