using System.IO.Compression;

namespace ImageRetrieval.ServiceDefaults.Network;

/// <summary>
/// Undoes the codings that a server names in <c>Content-Encoding</c> (RFC 9110, 8.4): gzip, deflate in both of its forms and
/// br, any few of them one after another. Not left to the handler, which has no limit for what comes out.
/// </summary>
public static class ContentCodings
{
    // Nobody codes more than twice; a longer chain only multiplies work.
    private const int MostCodings = 4;

    /// <summary>The body of an answer without its codings; see <see cref="Decode"/>.</summary>
    public static async Task<Stream> ReadAsync(HttpContent content, long limit, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(content);
        // As they came: the parsed collection leaves out what is no token, and the body would be taken for one without codings.
        var names = content.Headers.NonValidated.TryGetValues("Content-Encoding", out var values) ? values.AsEnumerable() : [];
        return Decode(await content.ReadAsStreamAsync(token), names, limit);
    }

    /// <summary>The body without its codings. A body that is cut off or damaged throws <see cref="InvalidDataException"/> while it is read.</summary>
    /// <param name="body">As it came; the result disposes it.</param>
    /// <param name="names">The values of the header, in their order.</param>
    /// <param name="limit">The most bytes that each coding may bring forth; more throw <see cref="TooManyBytesException"/>.</param>
    /// <exception cref="ContentCodingException">A coding is not known, or there are too many.</exception>
    public static Stream Decode(Stream body, IEnumerable<string> names, long limit)
    {
        ArgumentNullException.ThrowIfNull(names);
        var codings = names.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(name => !name.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToList();
        if (codings.Count > MostCodings)
            throw new ContentCodingException($"The server names {codings.Count} content codings; at most {MostCodings} are undone.");
        if (codings.Find(name => !IsKnown(name)) is { } unknown)
            throw new ContentCodingException($"The server sent the content coding '{Printable(unknown)}', which is not undone: gzip, deflate and br are.");
        // What comes in is bounded too: a body of empty parts brings nothing forth.
        var decoded = codings.Count == 0 ? body : new LimitedStream(body, limit);
        // The last one was applied last.
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
