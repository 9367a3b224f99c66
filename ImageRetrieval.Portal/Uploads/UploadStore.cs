using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Uploads;

/// <summary>
/// Keeps uploaded pictures for a while, so that the address of a search opens it again. Bounded in number, bytes and time;
/// the least recently used is removed first. A key has 128 random bits, so it cannot be guessed.
/// </summary>
internal sealed class UploadStore(TimeProvider clock, IOptions<PortalOptions> options)
{
    private const int KeyBytes = 16;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> _byUse = [];
    private long _bytes;

    /// <summary>Keeps a picture; returns its key.</summary>
    internal string Add(UploadedPicture picture)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        lock (_turn)
        {
            _byKey.Add(key, _byUse.AddLast(new Kept(key, picture, clock.GetUtcNow())));
            _bytes += picture.Bytes.Length;
            RemoveOld();
        }
        return key;
    }

    /// <summary>The picture of a key; null when there is none, or it has expired.</summary>
    internal UploadedPicture? Find(string key)
    {
        lock (_turn)
        {
            RemoveOld();
            if (!_byKey.TryGetValue(key, out var node))
                return null;
            _byUse.Remove(node);
            node.Value = node.Value with { Used = clock.GetUtcNow() };
            _byUse.AddLast(node);
            return node.Value.Picture;
        }
    }

    private void RemoveOld()
    {
        var limits = options.Value;
        var oldest = clock.GetUtcNow() - TimeSpan.FromMinutes(limits.KeptUploadMinutes);
        while (_byUse.First is { } first
            && (first.Value.Used < oldest || _byUse.Count > limits.KeptUploads || (_bytes > limits.KeptUploadBytes && _byUse.Count > 1)))
        {
            _byUse.RemoveFirst();
            _byKey.Remove(first.Value.Key);
            _bytes -= first.Value.Picture.Bytes.Length;
        }
    }

    private sealed record Kept(string Key, UploadedPicture Picture, DateTimeOffset Used);
}
