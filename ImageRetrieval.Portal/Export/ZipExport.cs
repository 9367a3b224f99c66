using System.Globalization;
using System.IO.Compression;
using System.Text;
using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Export;

/// <summary>Pictures and their tables as one ZIP archive, written while it is being sent.</summary>
internal static class ZipExport
{
    private const int LongestName = 80;

    internal static async Task WriteAsync(Stream to, IReadOnlyList<ExportRow> rows, ApiClient api, CancellationToken token)
    {
        await using var archive = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, token);
        await AddAsync(archive, "pictures.json", Encoding.UTF8.GetBytes(ExportJson.Write(rows)), CompressionLevel.Optimal, token);
        await AddAsync(archive, "pictures.csv", Encoding.UTF8.GetBytes(CsvExport.Write(rows)), CompressionLevel.Optimal, token);
        var missing = new List<string>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (bytes, _) = await ApiAttempt.Of(() => api.GetOriginalAsync(rows[i].Id, token));
            // Pictures are already compressed. One that has been removed meanwhile is listed in missing.txt.
            if (bytes is not null)
                await AddAsync(archive, NameOf(rows[i], i + 1), bytes, CompressionLevel.NoCompression, token);
            else
                missing.Add(rows[i].Id);
        }
        if (missing.Count > 0)
            await AddAsync(archive, "missing.txt", Encoding.UTF8.GetBytes(string.Join('\n', missing)), CompressionLevel.Optimal, token);
    }

    /// <summary>The rank and the picture's name, without characters that are special to a file system.</summary>
    internal static string NameOf(ExportRow row, int rank)
    {
        var name = (string.IsNullOrWhiteSpace(row.Name) ? row.Id : row.Name).Trim();
        var clean = new string([.. name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_')]).TrimStart('.');
        var kept = clean.Length <= LongestName ? clean : clean[^LongestName..];
        return $"{rank.ToString("000", CultureInfo.InvariantCulture)}-{kept}";
    }

    private static async Task AddAsync(ZipArchive archive, string name, byte[] bytes, CompressionLevel level, CancellationToken token)
    {
        var entry = archive.CreateEntry(name, level);
        await using var stream = await entry.OpenAsync(token);
        await stream.WriteAsync(bytes, token);
    }
}
