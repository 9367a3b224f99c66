using System.Text;

namespace ImageRetrieval.HttpFuzz;

/// <summary>Damages a request in one to four ways; everything follows from the seed and the request's number.</summary>
internal static class RequestMutator
{
    private static readonly byte[][] s_tokens =
    [
        .. ((string[])
        [
            "\r\n", "\r\n\r\n", "\n", "\r", "\0", "\t", "%00", "%2e%2e", "%", "+", "&", "=", "?", "#", "/", "\\", ";", ",", ":", "\"", "'", "{", "}", "[", "]", "{\"a\":", "null", "true", "NaN", "Infinity",
            "-1", "0", "1e999", "1e-999", "99999999999999999999", "2147483648", "-9223372036854775809", "0x1", "FFFFFFFFFFFFFFFFF\r\n", "7FFFFFFF\r\n", "0\r\n\r\n", "1;x=y\r\n",
            "--", "boundary=", "boundary=\"\"", "Content-Length: 5\r\n", "Content-Length: 99999999999\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
            "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Content-Encoding: x\r\n", "Content-Type: multipart/form-data\r\n", "Content-Type: application/x-www-form-urlencoded\r\n", "Content-Type: text/plain; charset=x\r\n",
            "; charset=utf-16", "; charset=utf-7", "Expect: 100-continue\r\n", "Host: evil.example\r\n", "Connection: Upgrade\r\nUpgrade: websocket\r\n", "Range: bytes=-1\r\n", "Accept: */*;q=x\r\n", "If-None-Match: \"\r\n",
            "Content-Disposition: form-data; name=\"", "; filename*=UTF-8''%ff", "filename=\"\"", "name=\"_charset_\"\r\n\r\nutf-16", "X-Api-Key: x\r\n", "Authorization: Bearer \r\n", "\u00ff\u00fe", "\u00c3\u0028", "\u00ed\u00a0\u0080",
        ]).Select(Encoding.Latin1.GetBytes),
        Encoding.Latin1.GetBytes(new string('[', 100)), Encoding.Latin1.GetBytes(new string('a', 20_000)), Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("x: y\r\n", 200))),
        [0xC1], [0xD9, 0xFF], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], [0xC6, 0x7F, 0xFF, 0xFF, 0xFF], [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], [0xC7, 0x04, 0xFF],
    ];

    internal static byte[] Damage(IReadOnlyList<SeedRequest> seeds, int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var request = seeds[random.Next(seeds.Count)];
        var chunked = request.Body.Length > 0 && random.Next(3) == 0;
        // Half of them stay right in their frame, so that the damage reaches the readers of bodies.
        if (request.Body.Length > 0 && random.Next(2) == 0)
            return request.ToBytes(Damage(request.Body, random), chunked, 1 + random.Next(2000));
        return Damage(request.ToBytes(request.Body, chunked), random);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var times = random.Next(2) == 0 ? 1 : 1 + random.Next(4);
        for (var i = 0; i < times && bytes.Length > 4; i++)
            bytes = DamageOnce(bytes, random);
        return bytes;
    }

    private static byte[] DamageOnce(byte[] bytes, Random random)
    {
        // Most of the time near the start, where the structure is.
        var at = random.Next(random.Next(4) == 0 ? bytes.Length : Math.Min(bytes.Length, 700));
        var end = Math.Min(bytes.Length, at + 1 + random.Next(1 << random.Next(1, 10)));
        switch (random.Next(7))
        {
            case 0:
                var flipped = (byte[])bytes.Clone();
                for (var i = 1 << random.Next(5); i > 0; i--)
                    flipped[Math.Min(bytes.Length - 1, at + random.Next(64))] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1: return bytes[..at];
            case 2: return [.. bytes[..at], .. bytes[end..]];
            case 3: return [.. bytes[..end], .. Enumerable.Repeat(bytes[at..end], random.Next(8) == 0 ? 50 : 1).SelectMany(piece => piece), .. bytes[end..]];
            case 4: return [.. bytes[..at], .. Token(random), .. bytes[end..]];
            default: return [.. bytes[..at], .. Token(random), .. bytes[at..]];
        }
    }

    private static byte[] Token(Random random) => s_tokens[random.Next(s_tokens.Length)];
}
