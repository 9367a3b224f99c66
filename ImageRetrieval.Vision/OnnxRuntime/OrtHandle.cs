using Microsoft.Win32.SafeHandles;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>Owns one native object of ONNX Runtime and releases it by the function that fits.</summary>
internal sealed unsafe class OrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly delegate* unmanaged<nint, void> _release;

    internal OrtHandle(nint value, delegate* unmanaged<nint, void> release)
        : base(ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
    }

    protected override bool ReleaseHandle()
    {
        _release(handle);
        return true;
    }
}
