namespace ImageRetrieval.Worker.UrlList;

/// <summary>The user's options for lists; none is needed for the usual columns.</summary>
internal sealed record ListReading
{
    /// <summary>Reads lists with the defaults.</summary>
    internal static ListReading Usual { get; } = new();

    /// <summary>The column with the addresses of the images.</summary>
    internal string? UrlColumn { get; init; }

    /// <summary>The column with the images' names.</summary>
    internal string? IdColumn { get; init; }

    /// <summary>The encoding of lists that have no byte order mark, such as <c>windows-1252</c>.</summary>
    internal string? Encoding { get; init; }

    /// <summary>Receives notes about the reading.</summary>
    internal ILogger Logger { get; init; } = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    /// <summary>Part of every fingerprint: with other options the same bytes are another list.</summary>
    internal string Mark => (UrlColumn, IdColumn, Encoding) is (null, null, null) ? "" : $":{UrlColumn}:{IdColumn}:{Encoding}";

    internal TextForm? Form => Encoding is null ? null : TextForm.Named(Encoding, "it is set by Ingest:ListEncoding");
}
