using System.Globalization;
using ImageRetrieval.Portal.Forms;

namespace ImageRetrieval.Portal.Batch;

/// <summary>What a batch searches with.</summary>
/// <param name="Pictures">The pictures, empty files among them; what browsers send for an unused field, without a name, is left out.</param>
/// <param name="Count">The number of neighbours of each picture.</param>
/// <param name="Model">The model; null for the default one.</param>
/// <param name="AsCsv">Whether the answer is a file instead of a page.</param>
internal sealed record BatchForm(IReadOnlyList<BatchPicture> Pictures, int Count, string? Model, bool AsCsv)
{
    public const int DefaultCount = 5;

    public static readonly int[] Counts = [1, 3, 5, 10, 20];

    public static readonly BatchForm Empty = new([], DefaultCount, null, false);

    public static async Task<BatchForm> ReadAsync(HttpRequest request)
    {
        var form = await PostedForm.ReadAsync(request);
        var pictures = new List<BatchPicture>();
        foreach (var file in form.Files.Where(file => file.Name == "files" && file.FileName.Length > 0))
        {
            var bytes = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, request.HttpContext.RequestAborted);
            pictures.Add(new(file.FileName, bytes));
        }
        return new(
            pictures,
            int.TryParse(form["k"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && Counts.Contains(count) ? count : DefaultCount,
            form["model"].ToString() is { Length: > 0 and < 200 } model ? model : null,
            form["as"] == "csv");
    }
}
