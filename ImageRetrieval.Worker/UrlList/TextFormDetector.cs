using System.Buffers;
using System.Text;
using UtfUnknown;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>
/// Detects from all bytes of a list how they are to be read: byte order mark, the zeros of UTF-16, whether everything is
/// UTF-8, otherwise the code page that fits best.
/// </summary>
internal sealed class TextFormDetector
{
    private const int HeadBytes = 4096;
    private const int MostSampleBytes = 32 * 1024;
    private const float SureConfidence = 0.75f;
    private const int FewestLetters = 12;

    // Cyrillic, Greek, Hebrew, Arabic and Thai are recognised. The code pages of Latin letters are too similar to be distinguished by
    // a few words: for those, Windows-1252, by far the most frequent, is used, which the log reports.
    private static readonly HashSet<int> s_otherAlphabets = [1251, 20866, 21866, 28595, 10007, 866, 855, 1253, 28597, 1255, 28598, 38598, 1256, 28596, 874];

    private readonly ArrayBufferWriter<byte> _head = new();
    private readonly ArrayBufferWriter<byte> _sample = new();
    private readonly byte[] _tail = new byte[4];
    private int _tailBytes;
    private long _position, _characters, _invalid, _firstInvalid = -1, _firstZero = -1, _sampledTo;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        _head.Write(bytes[..Math.Min(bytes.Length, HeadBytes - _head.WrittenCount)]);
        if (_firstZero < 0 && bytes.IndexOf((byte)0) is >= 0 and var zero)
            _firstZero = _position + zero;
        Span<byte> joint = stackalloc byte[8];
        while (_tailBytes > 0 && !bytes.IsEmpty)
        {
            // A character that spans two pieces: judged when enough of it is there.
            _tail[_tailBytes++] = bytes[0];
            bytes = bytes[1..];
            _tail.AsSpan(0, _tailBytes).CopyTo(joint);
            var length = _tailBytes;
            _position -= length - 1;
            _tailBytes = 0;
            Judge(joint[..length]);
        }
        Judge(bytes);
    }

    /// <summary>The form of everything that was added.</summary>
    /// <param name="named">The one that the user has named: it applies unless there is a byte order mark.</param>
    /// <exception cref="InvalidDataException">This is not text, or its last character is truncated.</exception>
    internal TextForm Decide(TextForm? named)
    {
        if (Marked() is { } marked)
            return marked;
        if ((named ?? Utf16()) is { } given)
            return given;
        if (_firstZero >= 0)
            throw new InvalidDataException($"it contains a zero byte (the first at byte {_firstZero}): it is not text, or was not written completely");
        if (_tailBytes > 0 && _characters > _invalid)
            throw new InvalidDataException("it ends in the middle of a character");
        if (_invalid == 0 && _tailBytes == 0)
            return TextForm.Utf8("all of it is valid");
        if (_characters > _invalid)
            return TextForm.Utf8($"most of it is valid; rows that are not are rejected, the first at byte {_firstInvalid}");
        return CodePage();
    }

    private TextForm? Marked() => _head.WrittenSpan switch
    {
        [0xEF, 0xBB, 0xBF, ..] => TextForm.Utf8("of its byte order mark"),
        [0xFF, 0xFE, 0, 0, ..] => TextForm.Of(12000, "of its byte order mark"),
        [0, 0, 0xFE, 0xFF, ..] => TextForm.Of(12001, "of its byte order mark"),
        [0xFF, 0xFE, ..] => TextForm.Of(1200, "of its byte order mark"),
        [0xFE, 0xFF, ..] => TextForm.Of(1201, "of its byte order mark"),
        _ => null,
    };

    // URLs and separators are ASCII: in UTF-16 every other byte of them is zero.
    private TextForm? Utf16()
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < _head.WrittenCount; i++)
        {
            if (_head.WrittenSpan[i] == 0 && i % 2 == 0)
                even++;
            else if (_head.WrittenSpan[i] == 0)
                odd++;
        }
        var many = Math.Max(1, _head.WrittenCount / 8);
        const string why = "every other byte is zero";
        return odd >= many && even == 0 ? TextForm.Of(1200, why) : even >= many && odd == 0 ? TextForm.Of(1201, why) : null;
    }

    private TextForm CodePage()
    {
        var why = $"it is not UTF-8 from byte {(_firstInvalid < 0 ? _position - _tailBytes + 1 : _firstInvalid)} on";
        var sample = _sample.WrittenSpan;
        var found = IsDense(sample) ? CharsetDetector.DetectFromBytes(sample.ToArray()).Detected : null;
        return found is { Encoding: { } other } && found.Confidence >= SureConfidence && (!other.IsSingleByte || s_otherAlphabets.Contains(other.CodePage))
            && TextForm.Of(other.CodePage, $"{why}, and looks like this") is var form && !form.HasUndecoded(form.Encoding.GetString(sample[..(sample.LastIndexOfAnyInRange((byte)0, (byte)0x7F) + 1)]))
            ? form
            : TextForm.Western(why);
    }

    // In Latin text accents are isolated among letters; in other alphabets most such bytes are next to another one.
    private static bool IsDense(ReadOnlySpan<byte> sample)
    {
        var (high, together) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] < 0x80)
                continue;
            high++;
            if ((i > 0 && sample[i - 1] >= 0x80) || (i + 1 < sample.Length && sample[i + 1] >= 0x80))
                together++;
        }
        return high >= FewestLetters && together > high * 0.5;
    }

    private void Judge(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (offset < bytes.Length)
        {
            var rest = bytes[offset..];
            var plain = rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (plain < 0)
                break;
            offset += plain;
            switch (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length))
            {
                case OperationStatus.Done:
                    _characters++;
                    break;
                case OperationStatus.NeedMoreData:
                    bytes[offset..].CopyTo(_tail);
                    _tailBytes = bytes.Length - offset;
                    length = _tailBytes;
                    break;
                default:
                    NoteInvalid(bytes, offset);
                    break;
            }
            offset += length;
        }
        _position += bytes.Length;
    }

    // A guess needs only some text around the first such bytes, from the beginning of their line.
    private void NoteInvalid(ReadOnlySpan<byte> bytes, int offset)
    {
        _invalid++;
        if (_firstInvalid < 0)
            _firstInvalid = _position + offset + 1;
        if (_sampledTo > _position + offset || _sample.WrittenCount >= MostSampleBytes)
            return;
        var line = bytes[(bytes[..offset].LastIndexOf((byte)'\n') + 1)..];
        _sample.Write(line[..Math.Min(line.Length, MostSampleBytes)]);
        _sampledTo = _position + bytes.Length;
    }
}
