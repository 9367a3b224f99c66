using System.Globalization;
using System.Text;

namespace ImageRetrieval.HttpFuzz;

/// <summary>A request as a good client sends it, which is then damaged.</summary>
/// <param name="Line">Method and address.</param>
/// <param name="Headers">Without the ones that frame the body.</param>
/// <param name="Body">Empty for none.</param>
internal sealed record SeedRequest(string Line, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>The bytes on the wire, with the body in one piece or in chunks.</summary>
    internal byte[] ToBytes(byte[] body, bool chunked, int chunk = 300)
    {
        var head = new StringBuilder($"{Line} HTTP/1.1\r\nHost: localhost\r\n");
        foreach (var header in Headers)
            head.Append(header).Append("\r\n");
        if (chunked)
            head.Append("Transfer-Encoding: chunked\r\n");
        else if (body.Length > 0)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. chunked ? Chunks(body, chunk) : body];
    }

    private static byte[] Chunks(byte[] body, int size)
    {
        var bytes = new List<byte>();
        foreach (var piece in body.Chunk(size))
        {
            bytes.AddRange(Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"));
            bytes.AddRange(piece);
            bytes.AddRange("\r\n"u8);
        }
        bytes.AddRange("0\r\n\r\n"u8);
        return [.. bytes];
    }
}
