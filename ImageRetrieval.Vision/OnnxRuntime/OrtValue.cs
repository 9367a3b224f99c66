using System.Buffers;

namespace ImageRetrieval.Vision.OnnxRuntime;

/// <summary>A tensor over the caller's memory, which stays pinned until this is disposed. Nothing is copied.</summary>
internal sealed unsafe class OrtValue : IDisposable
{
    private const int ElementTypeFloat = 1;
    private static readonly nint s_cpu = CreateCpuMemoryInfo();

    private readonly OrtHandle _handle;
    private MemoryHandle _pin;

    private OrtValue(nint value, MemoryHandle pin)
    {
        _handle = new OrtHandle(value, OrtApi.ReleaseValue);
        _pin = pin;
    }

    internal nint Handle => _handle.DangerousGetHandle();

    /// <summary>Wraps <paramref name="memory"/> as a float32 tensor of the given shape.</summary>
    /// <exception cref="ArgumentException">The shape needs more elements than the memory has.</exception>
    internal static OrtValue CreateTensorValueFromMemory(Memory<float> memory, ReadOnlySpan<long> shape)
    {
        var needed = 1L;
        foreach (var dimension in shape)
            needed = checked(needed * dimension);
        if (needed < 0 || needed > memory.Length)
            throw new ArgumentException($"A tensor of shape [{string.Join(", ", shape.ToArray())}] needs {needed} floats; the memory holds {memory.Length}.", nameof(memory));

        var pin = memory.Pin();
        try
        {
            nint value;
            // The pin keeps the memory in place for as long as the value lives; the length was checked above.
            fixed (long* dims = shape)
                OrtApi.Check(OrtApi.CreateTensorWithData(s_cpu, pin.Pointer, (nuint)(needed * sizeof(float)), dims, (nuint)shape.Length, ElementTypeFloat, &value));
            return new OrtValue(value, pin);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _handle.Dispose();
        _pin.Dispose();
    }

    private static nint CreateCpuMemoryInfo()
    {
        const int arenaAllocator = 1;
        const int defaultMemory = 0;
        nint info;
        OrtApi.Check(OrtApi.CreateCpuMemoryInfo(arenaAllocator, defaultMemory, &info));
        return info;
    }
}
