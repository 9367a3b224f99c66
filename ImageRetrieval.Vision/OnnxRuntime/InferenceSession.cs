using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>
/// A loaded graph. Runs may overlap on any number of threads; disposing waits for none of them, so the owner disposes
/// after the last run. The names are those of the package Microsoft.ML.OnnxRuntime.
/// </summary>
internal sealed unsafe partial class InferenceSession : IDisposable
{
    private readonly OrtHandle _handle;

    /// <exception cref="OnnxRuntimeException">The file is absent, no ONNX graph, or needs an operator that is not there.</exception>
    internal InferenceSession(string modelPath, SessionOptions options)
    {
        nint session;
        fixed (byte* p = OrtApi.PathText(modelPath))
            OrtApi.Check(OrtApi.CreateSession(OrtEnv.Handle, p, options.Handle, &session));
        _handle = new OrtHandle(session, OrtApi.ReleaseSession);
        (InputMetadata, OutputMetadata) = (ReadInputs(session), ReadOutputs(session));
    }

    /// <param name="model">The graph; the session keeps what it needs of it, so the bytes may go afterwards.</param>
    /// <param name="options">How the session is made.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are no ONNX graph, or it needs an operator that is not there.</exception>
    internal InferenceSession(ReadOnlySpan<byte> model, SessionOptions options)
    {
        nint session;
        // The library reads the bytes only while it makes the session; they stay in place until then.
        fixed (byte* p = model)
            OrtApi.Check(OrtApi.CreateSessionFromArray(OrtEnv.Handle, p, (nuint)model.Length, options.Handle, &session));
        _handle = new OrtHandle(session, OrtApi.ReleaseSession);
        (InputMetadata, OutputMetadata) = (ReadInputs(session), ReadOutputs(session));
    }

    /// <summary>The inputs that a run must give, in the graph's order; initializers are not among them.</summary>
    internal IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    internal IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    /// <summary>Runs the graph from one input to one output, both in the caller's memory.</summary>
    /// <exception cref="OnnxRuntimeException">A name or shape does not fit, or the run was terminated.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    internal void Run(RunOptions options, string inputName, OrtValue input, string outputName, OrtValue output)
    {
        var added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            fixed (byte* inName = OrtApi.Utf8(inputName), outName = OrtApi.Utf8(outputName))
            {
                byte* i = inName, o = outName;
                nint inValue = input.Handle, outValue = output.Handle;
                OrtApi.Check(OrtApi.Run(_handle.DangerousGetHandle(), options.Handle, &i, &inValue, 1, &o, 1, &outValue));
            }
        }
        finally
        {
            if (added)
                _handle.DangerousRelease();
        }
    }

    public void Dispose() => _handle.Dispose();

    private static Dictionary<string, NodeMetadata> ReadInputs(nint session)
    {
        nuint count;
        OrtApi.Check(OrtApi.SessionGetInputCount(session, &count));
        return Read(session, count, OrtApi.SessionGetInputName, OrtApi.SessionGetInputTypeInfo);
    }

    private static Dictionary<string, NodeMetadata> ReadOutputs(nint session)
    {
        nuint count;
        OrtApi.Check(OrtApi.SessionGetOutputCount(session, &count));
        return Read(session, count, OrtApi.SessionGetOutputName, OrtApi.SessionGetOutputTypeInfo);
    }

    private static Dictionary<string, NodeMetadata> Read(
        nint session,
        nuint count,
        delegate* unmanaged<nint, nuint, nint, byte**, nint> getName,
        delegate* unmanaged<nint, nuint, nint*, nint> getType)
    {
        nint allocator;
        OrtApi.Check(OrtApi.GetAllocatorWithDefaultOptions(&allocator));

        var nodes = new Dictionary<string, NodeMetadata>((int)count);
        for (nuint i = 0; i < count; i++)
        {
            byte* name;
            OrtApi.Check(getName(session, i, allocator, &name));
            var text = Marshal.PtrToStringUTF8((nint)name)!;
            OrtApi.Check(OrtApi.AllocatorFree(allocator, name));

            nint type;
            OrtApi.Check(getType(session, i, &type));
            nodes[text] = ReadTensorInfo(type);
            OrtApi.ReleaseTypeInfo(type);
        }
        return nodes;
    }

    private static NodeMetadata ReadTensorInfo(nint type)
    {
        nint tensor; // belongs to the type info: not released by itself
        OrtApi.Check(OrtApi.CastTypeInfoToTensorInfo(type, &tensor));
        if (tensor == 0)
            return new NodeMetadata(0, []);

        int elementType;
        nuint rank;
        OrtApi.Check(OrtApi.GetTensorElementType(tensor, &elementType));
        OrtApi.Check(OrtApi.GetDimensionsCount(tensor, &rank));
        var shape = new long[rank];
        fixed (long* dims = shape)
            OrtApi.Check(OrtApi.GetDimensions(tensor, dims, rank));
        return new NodeMetadata(elementType, shape);
    }
}
