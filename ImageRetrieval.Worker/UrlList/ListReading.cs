namespace ImageRetrieval.Worker.UrlList;

/// <summary>What the user says of the lists; nothing is needed where they have the usual columns.</summary>
internal sealed record ListReading
{
    /// <summary>Reads lists as they come.</summary>
    internal static ListReading Usual { get; } = new();

    /// <summary>The column with the addresses of the images.</summary>
    internal string? UrlColumn { get; init; }

    /// <summary>The column with the images' names.</summary>
    internal string? IdColumn { get; init; }

    /// <summary>The encoding of lists that have no byte order mark, such as <c>windows-1252</c>.</summary>
    internal string? Encoding { get; init; }

    /// <summary>Where notes about the reading go.</summary>
    internal ILogger Logger { get; init; } = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    /// <summary>A part of every fingerprint: with other options the same bytes are another list.</summary>
    internal string Mark => (UrlColumn, IdColumn, Encoding) is (null, null, null) ? "" : $":{UrlColumn}:{IdColumn}:{Encoding}";

    internal TextForm? Form => Encoding is null ? null : TextForm.Named(Encoding, "Ingest:ListEncoding says so");
}
