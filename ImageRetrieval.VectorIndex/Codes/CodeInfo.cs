using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>The meaning of a row's codes: component = code x Scale.</summary>
/// <param name="Scale">The row's largest component divided by 127; above 0.</param>
/// <param name="Sum">Sum of the row's codes, without bias.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CodeInfo(float Scale, int Sum);
