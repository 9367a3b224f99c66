using System.Globalization;
using static ImageRetrieval.Vision.Decoding.VipsApi;

namespace ImageRetrieval.Vision.Decoding;

/// <summary>One call of a libvips operation: object arguments as GValues, everything else as one option string.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private readonly string _name;
    private nint _operation;

    internal VipsOperation(string nickname)
    {
        _name = nickname;
        _operation = vips_operation_new(Utf8(nickname));
        if (_operation == 0)
            throw new VipsException(nickname, TakeError());
    }

    internal VipsOperation Set(string argument, VipsImage image)
    {
        GValue value = default;
        g_value_init(&value, ImageType);
        g_value_set_object(&value, image.Handle);
        g_object_set_property(_operation, Utf8(argument), &value);
        g_value_unset(&value);
        return this;
    }

    /// <summary>Gives encoded bytes without a copy: they must stay pinned until the last pixel has been read.</summary>
    internal VipsOperation SetBuffer(nint data, int length)
    {
        GValue value = default;
        g_value_init(&value, BlobType);
        g_value_take_boxed(&value, vips_blob_new(0, (void*)data, (nuint)length));
        g_object_set_property(_operation, Utf8("buffer"), &value);
        g_value_unset(&value);
        return this;
    }

    internal VipsOperation Set(FormattableString options)
    {
        var text = options.ToString(CultureInfo.InvariantCulture);
        if (text.Length > 0 && vips_object_set_from_string(_operation, Utf8(text)) != 0)
            throw Failed();
        return this;
    }

    /// <summary>Runs the operation and returns its output image.</summary>
    internal VipsImage Build()
    {
        BuildOperation();
        GValue value = default;
        g_value_init(&value, ImageType);
        g_object_get_property(_operation, Utf8("out"), &value);
        var image = g_value_dup_object(&value);
        g_value_unset(&value);
        Release();
        return new VipsImage(image);
    }

    /// <summary>Runs a save operation and returns the bytes that it made.</summary>
    internal byte[] BuildBytes()
    {
        BuildOperation();
        GValue value = default;
        g_value_init(&value, BlobType);
        g_object_get_property(_operation, Utf8("buffer"), &value);
        var blob = g_value_dup_boxed(&value);
        g_value_unset(&value);
        nuint length;
        var data = vips_blob_get(blob, &length);
        // The blob owns `length` bytes at `data` until the unref below.
        var bytes = new ReadOnlySpan<byte>((void*)data, checked((int)length)).ToArray();
        vips_area_unref(blob);
        Release();
        return bytes;
    }

    /// <summary>Drops the operation if it was not built; harmless after a build.</summary>
    public void Dispose() => Release();

    private void BuildOperation()
    {
        if (vips_object_build(_operation) != 0)
            throw Failed();
    }

    private VipsException Failed() => new(_name, TakeError());

    private void Release()
    {
        if (_operation == 0)
            return;
        vips_object_unref_outputs(_operation);
        g_object_unref(_operation);
        _operation = 0;
    }
}
