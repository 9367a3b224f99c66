namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>One run's options; <see cref="Terminate"/> may be called from another thread while the run goes on.</summary>
internal sealed unsafe class RunOptions : IDisposable
{
    private readonly OrtHandle _handle;

    internal RunOptions()
    {
        nint options;
        OrtApi.Check(OrtApi.CreateRunOptions(&options));
        _handle = new OrtHandle(options, OrtApi.ReleaseRunOptions);
    }

    internal nint Handle => _handle.DangerousGetHandle();

    /// <summary>Asks the run to stop before its next operator.</summary>
    internal void Terminate() => OrtApi.Check(OrtApi.RunOptionsSetTerminate(Handle));

    public void Dispose() => _handle.Dispose();
}
