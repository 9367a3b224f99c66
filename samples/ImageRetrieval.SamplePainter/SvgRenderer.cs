using System.Runtime.InteropServices;
using System.Text;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.SamplePainter;

/// <summary>
/// SVG text in, JPEG bytes out, through libvips (librsvg and mozjpeg are inside). No variadic function of its C API is
/// called: the one blob or image argument is set as a property, the rest as one string.
/// </summary>
internal static unsafe partial class SvgRenderer
{
    private const string Vips = "vips";

    static SvgRenderer()
    {
        NativeLibrary.SetDllImportResolver(typeof(SvgRenderer).Assembly, (name, _, _) => name == Vips ? VipsLibrary.Load() : 0);
        if (vips_init("SamplePainter") != 0)
            throw Failed("start");
        vips_cache_set_max(0);
    }

    public static byte[] ToJpeg(string svg, int quality) =>
        Render(svg, "jpegsave_buffer", $"Q={quality},keep=none,optimize-coding=true,interlace=true,trellis-quant=true,"
            + "overshoot-deringing=true,optimize-scans=true,quant-table=3,subsample-mode=on");

    public static byte[] ToPng(string svg) => Render(svg, "pngsave_buffer", "keep=none,compression=6");

    private static byte[] Render(string svg, string saver, string options)
    {
        var bytes = Encoding.UTF8.GetBytes(svg);
        // The blob only points at the managed array, which stays pinned until the pixels have been written out.
        fixed (byte* pinned = bytes)
        {
            var image = Run("svgload_buffer", "unlimited=true", "buffer", vips_blob_get_type(),
                vips_blob_new(0, pinned, (nuint)bytes.Length), "out", vips_image_get_type());
            var blob = Run(saver, options, "in", vips_image_get_type(), image, "buffer", vips_blob_get_type());
            var encoded = new ReadOnlySpan<byte>(vips_blob_get(blob, out var length), checked((int)length)).ToArray();
            vips_area_unref(blob);
            return encoded;
        }
    }

    /// <summary>Runs one operation; takes over the reference to <paramref name="input"/>, hands one to the result out.</summary>
    private static nint Run(string name, string options, string inputName, nint inputType, nint input, string outputName, nint outputType)
    {
        var operation = vips_operation_new(name);
        GValue value = default;
        g_value_init(&value, inputType);
        var isBlob = inputType == vips_blob_get_type();
        if (isBlob) g_value_take_boxed(&value, input);
        else g_value_take_object(&value, input);
        g_object_set_property(operation, inputName, &value);
        g_value_unset(&value);

        if (vips_object_set_from_string(operation, options) != 0 || vips_object_build(operation) != 0)
            throw Failed(name);

        g_value_init(&value, outputType);
        g_object_get_property(operation, outputName, &value);
        var result = isBlob ? g_value_dup_object(&value) : g_value_dup_boxed(&value);
        g_value_unset(&value);
        vips_object_unref_outputs(operation);
        g_object_unref(operation);
        return result;
    }

    private static InvalidOperationException Failed(string what) =>
        new($"libvips could not {what}: {Marshal.PtrToStringUTF8(vips_error_buffer())?.Trim()}");

    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct GValue;

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)] private static partial int vips_init(string program);
    [LibraryImport(Vips)] private static partial void vips_cache_set_max(int max);
    [LibraryImport(Vips)] private static partial nint vips_error_buffer();
    [LibraryImport(Vips)] private static partial nint vips_blob_get_type();
    [LibraryImport(Vips)] private static partial nint vips_image_get_type();
    [LibraryImport(Vips)] private static partial nint vips_blob_new(nint free, void* data, nuint length);
    [LibraryImport(Vips)] private static partial byte* vips_blob_get(nint blob, out nuint length);
    [LibraryImport(Vips)] private static partial void vips_area_unref(nint area);
    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)] private static partial nint vips_operation_new(string name);
    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)] private static partial int vips_object_set_from_string(nint o, string options);
    [LibraryImport(Vips)] private static partial int vips_object_build(nint o);
    [LibraryImport(Vips)] private static partial void vips_object_unref_outputs(nint o);
    [LibraryImport(Vips)] private static partial void g_object_unref(nint o);
    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)] private static partial void g_object_set_property(nint o, string name, GValue* value);
    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)] private static partial void g_object_get_property(nint o, string name, GValue* value);
    [LibraryImport(Vips)] private static partial GValue* g_value_init(GValue* value, nint type);
    [LibraryImport(Vips)] private static partial void g_value_unset(GValue* value);
    [LibraryImport(Vips)] private static partial void g_value_take_boxed(GValue* value, nint boxed);
    [LibraryImport(Vips)] private static partial void g_value_take_object(GValue* value, nint o);
    [LibraryImport(Vips)] private static partial nint g_value_dup_object(GValue* value);
    [LibraryImport(Vips)] private static partial nint g_value_dup_boxed(GValue* value);
}
