using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using ImageRetrieval.Vision.Native;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>
/// The functions of libvips, GObject and GLib that are used, all from the one library file. None is variadic: a C
/// function with variable arguments has another calling convention on some platforms.
/// </summary>
internal static unsafe partial class VipsApi
{
    /// <summary>The size of a GValue: a GType and two 8-byte unions.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 24)]
    internal struct GValue;

    static VipsApi()
    {
        CAllocator.ReturnLargeBlocks();
        if (vips_init(Utf8("ImageRetrieval")) != 0)
            throw new DllNotFoundException($"libvips could not be initialised: {TakeError()}");

        vips_cache_set_max(0);       // an input is seen once: a cache of operations would only hold memory
        vips_concurrency_set(1);     // the callers' threads are the parallelism

        // Everything is refused unless it is named here: SVG, PDF, TIFF, BMP and the rest never reach their parsers.
        vips_operation_block_set(Utf8("VipsForeignLoad"), 1);
        foreach (var loader in (ReadOnlySpan<string>)["Jpeg", "Png", "Webp", "Nsgif", "Heif"])
            vips_operation_block_set(Utf8("VipsForeignLoad" + loader), 0);

        // A damaged file otherwise writes up to thousands of lines to stderr, from libvips and from GObject below it. The
        // errors themselves reach us as errors.
        g_log_set_default_handler(&IgnoreLog, 0);

        ImageType = vips_image_get_type();
        BlobType = vips_blob_get_type();
    }

    internal static nuint ImageType { get; }

    internal static nuint BlobType { get; }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>
    /// Takes and clears the error text. It is one buffer for the whole process, so after a failure on several threads
    /// the text may hold a neighbour's lines: it serves logs, never decisions that must be exact.
    /// </summary>
    internal static string TakeError()
    {
        var text = vips_error_buffer_copy();
        var message = Marshal.PtrToStringUTF8(text)?.Trim() ?? "";
        g_free(text);
        return message;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreLog(nint domain, int level, nint message, nint data)
    {
    }

    [LibraryImport(VipsLibrary.Name)] private static partial int vips_init(byte[] argv0);
    [LibraryImport(VipsLibrary.Name)] private static partial void vips_cache_set_max(int max);
    [LibraryImport(VipsLibrary.Name)] private static partial void vips_concurrency_set(int threads);
    [LibraryImport(VipsLibrary.Name)] private static partial void vips_operation_block_set(byte[] name, int state);
    [LibraryImport(VipsLibrary.Name)] private static partial nint vips_error_buffer_copy();
    [LibraryImport(VipsLibrary.Name)] private static partial nint g_log_set_default_handler(delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint data);
    [LibraryImport(VipsLibrary.Name)] private static partial nuint vips_image_get_type();
    [LibraryImport(VipsLibrary.Name)] private static partial nuint vips_blob_get_type();

    [LibraryImport(VipsLibrary.Name)] internal static partial nint vips_operation_new(byte[] nickname);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_object_set_from_string(nint vipsObject, byte[] options);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_object_build(nint vipsObject);
    [LibraryImport(VipsLibrary.Name)] internal static partial void vips_object_unref_outputs(nint vipsObject);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint vips_blob_new(nint free, void* data, nuint length);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint vips_blob_get(nint blob, nuint* length);
    [LibraryImport(VipsLibrary.Name)] internal static partial void vips_area_unref(nint area);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint vips_image_copy_memory(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_width(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_height(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_bands(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_format(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_interpretation(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_orientation(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_hasalpha(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial nuint vips_image_get_typeof(nint image, byte[] field);
    [LibraryImport(VipsLibrary.Name)] internal static partial int vips_image_get_blob(nint image, byte[] field, void** data, nuint* length);
    [LibraryImport(VipsLibrary.Name)] internal static partial void vips_image_set_blob_copy(nint image, byte[] field, void* data, nuint length);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint vips_image_new_from_memory(void* data, nuint size, int width, int height, int bands, int format);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint vips_region_new(nint image);
    [LibraryImport(VipsLibrary.Name)] internal static partial void* vips_region_fetch(nint region, int left, int top, int width, int height, nuint* length);
    [LibraryImport(VipsLibrary.Name)] internal static partial void* vips_image_write_to_memory(nint image, nuint* length);

    [LibraryImport(VipsLibrary.Name)] internal static partial GValue* g_value_init(GValue* value, nuint type);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_value_set_object(GValue* value, nint gObject);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_value_take_boxed(GValue* value, nint boxed);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint g_value_dup_object(GValue* value);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint g_value_dup_boxed(GValue* value);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_value_unset(GValue* value);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_object_set_property(nint gObject, byte[] name, GValue* value);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_object_get_property(nint gObject, byte[] name, GValue* value);
    [LibraryImport(VipsLibrary.Name)] internal static partial nint g_object_ref(nint gObject);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_object_unref(nint gObject);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_free(nint memory);
    [LibraryImport(VipsLibrary.Name)] internal static partial void g_free(void* memory);
}
