using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;
using ImageRetrieval.ServiceDefaults.Network;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// The content of a gzip file, one member after the other, as RFC 1952 has it. Unlike <see cref="System.IO.Compression.GZipStream"/>
/// it does not accept a file that is truncated or has other data after its members: it throws
/// <see cref="InvalidDataException"/>. Zeros at the end are allowed, as tape and disk blocks leave them.
/// </summary>
internal sealed class WholeGzip(Stream file) : ForwardStream
{
    private const int TrailerBytes = 8;

    private readonly GzipInput _input = new(file);
    private readonly Inflater _inflater = new(noHeader: true);
    private readonly Crc32 _crc = new();
    private long _length;
    private int _members;
    private bool _inMember;
    private bool _ended;

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!_ended && count > 0)
        {
            if (!_inMember && !TryBegin())
                break;
            var read = Inflate(buffer, offset, count);
            if (read > 0)
                return read;
            if (_inflater.IsFinished)
                FinishMember();
            else
                Feed();
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private bool TryBegin()
    {
        if (_members > 0 && _input.IsPadding())
        {
            _ended = true;
            return false;
        }
        if (!_input.TrySkipHeader())
            throw new InvalidDataException(_members == 0 ? "its gzip header is damaged or truncated" : "its gzip data is followed by something that is not gzip");
        _inflater.Reset();
        _crc.Reset();
        (_length, _inMember, _members) = (0, true, _members + 1);
        return true;
    }

    private int Inflate(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = _inflater.Inflate(buffer, offset, count);
            _crc.Update(new ArraySegment<byte>(buffer, offset, read));
            _length += read;
            return read;
        }
#pragma warning disable CA1031 // the library throws what its decoder happens to meet in damaged bytes: an index out of range, for one
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new InvalidDataException($"its gzip data is damaged ({error.Message})", error);
        }
    }

    private void Feed()
    {
        if (_inflater.IsNeedingDictionary)
            throw new InvalidDataException("its gzip data is damaged (it requires a dictionary)");
        if (!_input.TryFill())
            throw new InvalidDataException("its gzip data is truncated");
        _inflater.SetInput(_input.Bytes, _input.Start, _input.Count);
        _input.TakeAll();
    }

    private void FinishMember()
    {
        // What the inflater did not use is the trailer, and perhaps the next member.
        _input.GiveBack(_inflater.RemainingInput);
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        if (!_input.TryRead(trailer))
            throw new InvalidDataException("its gzip data is truncated");
        if (BitConverter.ToUInt32(trailer) != (uint)_crc.Value || BitConverter.ToUInt32(trailer[4..]) != (uint)_length)
            throw new InvalidDataException("its gzip data does not match its checksum");
        _inMember = false;
    }
}
