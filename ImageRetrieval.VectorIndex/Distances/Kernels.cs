using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageRetrieval.VectorIndex;

/// <summary>Chooses the kernel, once: the widest that this processor supports, or the forced one.</summary>
internal static class Kernels
{
    /// <summary>The name of a <see cref="Kernel"/> here (<c>AppContext</c> data) or in the environment variable forces that kernel.</summary>
    public const string Setting = "ImageRetrieval.Kernel";

    public const string Variable = "IMAGERETRIEVAL_KERNEL";

    public static readonly Kernel Chosen = Choose(AppContext.GetData(Setting) as string ?? Environment.GetEnvironmentVariable(Variable));

    // The optimising JIT treats static readonly booleans as constants: branches on them are free.
    public static readonly bool IsAvx512 = Chosen == Kernel.Avx512;
    public static readonly bool IsAvx2 = Chosen is Kernel.Avx2 or Kernel.AvxVnni;
    public static readonly bool IsVector128 = Chosen == Kernel.Vector128;
    public static readonly bool UsesVnni = Chosen is Kernel.AvxVnni or Kernel.Avx512 && AvxVnni.IsSupported;
    public static readonly bool UsesAvx2Codes = Chosen is Kernel.Avx2 || (Chosen == Kernel.Avx512 && !AvxVnni.IsSupported);

    /// <summary>The kernel with that name; without a name, the best one.</summary>
    /// <exception cref="ArgumentException">The name is unknown, or this processor lacks the kernel.</exception>
    public static Kernel Choose(string? forced)
    {
        if (string.IsNullOrEmpty(forced))
            return Enum.GetValues<Kernel>().Last(IsSupported);
        if (!Enum.TryParse(forced, ignoreCase: true, out Kernel kernel) || !Enum.IsDefined(kernel))
            throw new ArgumentException($"{Variable} is '{forced}'; it is one of {string.Join(", ", Enum.GetNames<Kernel>())}.");
        if (!IsSupported(kernel))
            throw new ArgumentException($"{Variable} is '{forced}', which this processor does not have; leave it unset for the best that it has.");
        return kernel;
    }

    public static bool IsSupported(Kernel kernel) => kernel switch
    {
        Kernel.Scalar => true,
        Kernel.Vector128 => Vector128.IsHardwareAccelerated,
        Kernel.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        Kernel.AvxVnni => Avx2.IsSupported && Fma.IsSupported && AvxVnni.IsSupported,
        Kernel.Avx512 => Avx512F.IsSupported && Avx512BW.IsSupported && Vector512.IsHardwareAccelerated,
        _ => false,
    };
}
