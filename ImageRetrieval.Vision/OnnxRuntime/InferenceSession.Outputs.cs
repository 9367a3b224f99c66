using System.Runtime.InteropServices;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>Runs whose outputs ONNX Runtime allocates, for shapes that are known only after the run.</summary>
internal sealed unsafe partial class InferenceSession
{
    /// <summary>Runs the graph and copies the outputs of the given names, in their order.</summary>
    /// <exception cref="OnnxRuntimeException">A name or shape does not fit, or the run was terminated.</exception>
    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    internal TensorOutput[] Run(RunOptions options, string inputName, OrtValue input, params IReadOnlyList<string> outputNames)
    {
        var added = false;
        var values = new nint[outputNames.Count];
        var pins = outputNames.Select(name => GCHandle.Alloc(OrtApi.Utf8(name), GCHandleType.Pinned)).ToArray();
        var names = pins.Select(pin => pin.AddrOfPinnedObject()).ToArray();
        try
        {
            _handle.DangerousAddRef(ref added);
            fixed (byte* inName = OrtApi.Utf8(inputName))
            fixed (nint* name = names, value = values)
            {
                // A null output value asks for a new one, which belongs to the caller; all names stay pinned.
                var i = inName;
                var inValue = input.Handle;
                OrtApi.Check(OrtApi.Run(_handle.DangerousGetHandle(), options.Handle, &i, &inValue, 1, (byte**)name, (nuint)names.Length, value));
            }
            return Array.ConvertAll(values, Copy);
        }
        finally
        {
            foreach (var value in values.Where(value => value != 0))
                OrtApi.ReleaseValue(value);
            foreach (var pin in pins)
                pin.Free();
            if (added)
                _handle.DangerousRelease();
        }
    }

    private static TensorOutput Copy(nint value)
    {
        nint info;
        OrtApi.Check(OrtApi.GetTensorTypeAndShape(value, &info));
        try
        {
            int elementType;
            nuint rank;
            OrtApi.Check(OrtApi.GetTensorElementType(info, &elementType));
            if (elementType != NodeMetadata.Float)
                throw new OnnxRuntimeException(OrtErrorCode.InvalidArgument, "an output is not float32");
            OrtApi.Check(OrtApi.GetDimensionsCount(info, &rank));
            var shape = new long[rank];
            fixed (long* dims = shape)
                OrtApi.Check(OrtApi.GetDimensions(info, dims, rank));

            void* data;
            OrtApi.Check(OrtApi.GetTensorMutableData(value, &data));
            // The tensor holds as many floats as its shape says, until it is released.
            var count = checked((int)shape.Aggregate(1L, (product, dimension) => product * dimension));
            return new TensorOutput(new ReadOnlySpan<float>(data, count).ToArray(), shape);
        }
        finally
        {
            OrtApi.ReleaseTensorTypeAndShapeInfo(info);
        }
    }
}
