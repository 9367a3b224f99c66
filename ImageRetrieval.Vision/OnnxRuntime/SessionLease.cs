using Microsoft.ML.OnnxRuntime;
using Microsoft.Win32.SafeHandles;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>
/// Keeps a session alive while runs use it. <see cref="InferenceSession.Run(RunOptions, IReadOnlyCollection{string}, IReadOnlyCollection{OrtValue}, IReadOnlyCollection{string}, IReadOnlyCollection{OrtValue})"/>
/// on a disposed session, or one that is disposed meanwhile, reads freed memory and can end the process. Here the last of
/// the owner and the runs releases the session, and a run that comes later throws <see cref="ObjectDisposedException"/>.
/// </summary>
internal sealed class SessionLease : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly InferenceSession _session;

    /// <param name="session">Disposed by this object.</param>
    internal SessionLease(InferenceSession session)
        : base(ownsHandle: true)
    {
        _session = session;
        (InputMetadata, OutputMetadata) = (session.InputMetadata, session.OutputMetadata);
        SetHandle(1); // stands for the session: a SafeHandle counts the users of anything that is not 0
    }

    /// <summary>The inputs that a run must provide, in the graph's order, without initializers.</summary>
    internal IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    internal IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    /// <summary>Runs the graph from inputs to outputs that are all in the caller's memory.</summary>
    /// <exception cref="OnnxRuntimeException">A name or shape does not fit, or the run was terminated.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    internal void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs)
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
            _session.Run(options, inputNames, inputs, outputNames, outputs);
        }
        finally
        {
            if (added)
                DangerousRelease();
        }
    }

    /// <summary>Runs the graph and copies its outputs, whose shapes are known only after the run, in the order of their names.</summary>
    /// <inheritdoc cref="Run(RunOptions, string[], OrtValue[], string[], OrtValue[])" path="/exception"/>
    internal TensorOutput[] Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames)
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
            using var outputs = _session.Run(options, inputNames, inputs, outputNames);
            return [.. outputs.Select(TensorOutput.CopyOf)];
        }
        finally
        {
            if (added)
                DangerousRelease();
        }
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        _session.Dispose();
        return true;
    }
}
