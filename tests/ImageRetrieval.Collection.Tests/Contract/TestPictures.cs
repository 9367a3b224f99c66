using System.Numerics;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Tests.Contract;

/// <summary>Fingerprints for tests: the hash and one further byte; pictures are equal when that byte is.</summary>
internal sealed class TestPictures : IPictureComparers
{
    internal const int Bytes = 9;

    public string FingerprintSpace => "test-v1";

    public int FingerprintBytes => Bytes;

    public IPictureComparer Create() => new Comparer();

    /// <summary>The fingerprint of a picture, 1..255.</summary>
    internal static byte[] Of(byte picture)
    {
        var bytes = new byte[Bytes];
        bytes.AsSpan().Fill(picture);
        return bytes;
    }

    private sealed class Comparer : IPictureComparer
    {
        private readonly byte[] _picture = new byte[Bytes], _other = new byte[Bytes];

        public void SetPicture(ReadOnlySpan<byte> fingerprint) => fingerprint.CopyTo(_picture);

        public bool TrySetOther(ReadOnlySpan<byte> fingerprint, out int hashDistance)
        {
            fingerprint.CopyTo(_other);
            hashDistance = BitOperations.PopCount(BitConverter.ToUInt64(_picture) ^ BitConverter.ToUInt64(_other));
            return true;
        }

        public PictureDifference Measure(float leastAligned) => _picture[^1] == _other[^1] ? new(1, 0, 0) : new(0, 255, 255);
    }
}
