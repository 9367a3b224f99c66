using System.IO.Compression;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>
/// Decodes the codings that a server names in <c>Content-Encoding</c> (RFC 9110, 8.4): gzip, both forms of deflate, and br, also
/// several in a row. The HTTP handler is not used for this, because it does not limit the decoded size.
/// </summary>
public static class ContentCodings
{
    // Real servers apply one or two; a longer chain only multiplies the work.
    private const int MostCodings = 4;

    /// <summary>The decoded body of an answer; see <see cref="Decode"/>.</summary>
    public static async Task<Stream> ReadAsync(HttpContent content, long limit, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(content);
        // Not validated: the parsed collection drops invalid tokens, and the body would be treated as if it were not encoded.
        var names = content.Headers.NonValidated.TryGetValues("Content-Encoding", out var values) ? values.AsEnumerable() : [];
        return Decode(await content.ReadAsStreamAsync(token), names, limit);
    }

    /// <summary>The decoded body. Reading a truncated or damaged body throws <see cref="InvalidDataException"/>.</summary>
    /// <param name="body">The encoded body; the result disposes it.</param>
    /// <param name="names">The values of the header, in order.</param>
    /// <param name="limit">The maximum number of bytes that each coding may produce; more throw <see cref="TooManyBytesException"/>.</param>
    /// <exception cref="ContentCodingException">A coding is unknown, or there are too many.</exception>
    public static Stream Decode(Stream body, IEnumerable<string> names, long limit)
    {
        ArgumentNullException.ThrowIfNull(names);
        var codings = names.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(name => !name.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToList();
        if (codings.Count > MostCodings)
            throw new ContentCodingException($"The server names {codings.Count} content codings; at most {MostCodings} are undone.");
        if (codings.Find(name => !IsKnown(name)) is { } unknown)
            throw new ContentCodingException($"The server sent the content coding '{Printable(unknown)}', which is not undone: gzip, deflate and br are.");
        // The encoded size is bounded too: a body of empty members decodes to nothing.
        var decoded = codings.Count == 0 ? body : new LimitedStream(body, limit);
        // In reverse: the last coding was applied last.
        for (var i = codings.Count - 1; i >= 0; i--)
            decoded = new LimitedStream(Decoder(codings[i], decoded), limit);
        return decoded;
    }

    private static bool IsKnown(string name) => name.ToUpperInvariant() is "GZIP" or "X-GZIP" or "DEFLATE" or "BR";

    private static Stream Decoder(string name, Stream coded) => name.ToUpperInvariant() switch
    {
        "DEFLATE" => new InflatingStream(coded),
        "BR" => new BrotliStream(coded, CompressionMode.Decompress),
        _ => new GZipStream(coded, CompressionMode.Decompress),
    };

    private static string Printable(string name) => new([.. name.Take(40).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?')]);
}
