using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Items;

namespace ImageRetrieval.Collection.Tests.Contract.Images;

/// <summary>The bytes of images and of their thumbnails.</summary>
public abstract class ImageBytesContract(CollectionEngine engine) : IAsyncLifetime
{
    private static readonly byte[] s_bytes = Encoding.UTF8.GetBytes("the bytes of a picture");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Stored_bytes_are_read_as_they_are_from_any_place_in_them()
    {
        var item = ItemOf(s_bytes);
        await engine.StoreAsync(item, s_bytes);
        Assert.True(await engine.Images.ContainsAsync(item, default));
        Assert.Equal(s_bytes, await engine.Images.ReadAsync(item, default));
        var opened = await engine.Images.OpenAsync(item, default);
        await using var stream = opened!.Bytes;
        Assert.Equal((true, true, s_bytes.Length, 0), (stream.CanSeek, stream.CanRead, stream.Length, stream.Position));
        if (opened.Modified is { } modified)
            Assert.InRange(DateTimeOffset.UtcNow - modified, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
        stream.Seek(4, SeekOrigin.Begin);
        var part = new byte[5];
        await stream.ReadExactlyAsync(part);
        Assert.Equal("bytes", Encoding.UTF8.GetString(part));
    }

    [Fact]
    public async Task Bytes_that_are_not_there_are_not_opened()
    {
        var item = ItemOf(s_bytes);
        Assert.False(await engine.Images.ContainsAsync(item, default));
        Assert.Null(await engine.Images.OpenAsync(item, default));
        Assert.Null(await engine.Images.ReadAsync(item, default));
        Assert.NotNull(engine.Images.PlaceOf(item));
    }

    [Theory]
    [InlineData("", ".jpg")]
    [InlineData("../../../../../../../../../../../../../../../../../../etc/passwd1", ".jpg")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789", ".jpg")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", "/../x")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", "")]
    public async Task An_image_whose_fields_name_no_bytes_has_none(string sha256, string extension)
    {
        var item = SampleImages.Item("1", (ItemFields.Sha256, sha256), (ItemFields.Extension, extension));
        Assert.Null(engine.Images.PlaceOf(item));
        Assert.False(await engine.Images.ContainsAsync(item, default));
        Assert.Null(await engine.Images.OpenAsync(item, default));
        Assert.Null(await engine.Images.ReadAsync(item, default));
    }

    [Fact]
    public async Task A_thumbnail_is_kept_by_its_digest_size_and_format_and_replaced()
    {
        var key = new ThumbnailKey(ItemOf(s_bytes).Sha256!, 320, ".webp");
        Assert.Null(await engine.Images.ReadThumbnailAsync(key, default));
        await engine.Images.KeepThumbnailAsync(key, new byte[] { 1, 2, 3 }, default);
        await engine.Images.KeepThumbnailAsync(key, new byte[] { 4, 5 }, default);
        Assert.Equal([4, 5], await engine.Images.ReadThumbnailAsync(key, default));
        foreach (var other in (ThumbnailKey[])[key with { Size = 240 }, key with { Extension = ".avif" }, key with { Sha256 = new string('0', 64) }])
            Assert.Null(await engine.Images.ReadThumbnailAsync(other, default));
    }

    private static ImageItem ItemOf(byte[] bytes) =>
        SampleImages.Item("1", (ItemFields.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes))), (ItemFields.Extension, ".jpg"));
}

public sealed class EmbeddedImageBytesTests() : ImageBytesContract(new EmbeddedEngine());
