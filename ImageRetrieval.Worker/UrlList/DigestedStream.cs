using System.Security.Cryptography;
using ImageRetrieval.ServiceDefaults.Network;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>A file that is read once, and the digest of what was read: it shows whether two readings saw the same bytes.</summary>
internal sealed class DigestedStream(Stream file) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = file.Read(buffer, offset, count);
        _hash.AppendData(buffer, offset, read);
        return read;
    }

    /// <summary>Reads what is left and gives the digest of all.</summary>
    internal string Finish()
    {
        var rest = new byte[1 << 16];
        while (Read(rest, 0, rest.Length) > 0)
        {
        }
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }
}
