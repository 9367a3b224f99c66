using System.Globalization;
using ImageRetrieval.Api.Search;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Reads the body of <c>POST /v1/duplicates/check</c>: JSON, MessagePack, or a form with one file.</summary>
internal static class CheckBody
{
    private static readonly string[] s_fields = ["model", "level", "threshold", "limit"];

    /// <exception cref="RefusalException">The body is of another type (415), too large (413), or invalid (400).</exception>
    internal static async Task<CheckRequest> ReadAsync(HttpRequest request, CancellationToken token) => request.HasFormContentType
        ? await FormAsync(request, token)
        : await BodyReader.DocumentAsync<CheckRequest>(request, SearchDescription.Types, token);

    private static async Task<CheckRequest> FormAsync(HttpRequest request, CancellationToken token)
    {
        var form = await BodyReader.FormAsync(request, token);
        if (form.Keys.FirstOrDefault(key => !s_fields.Contains(key)) is { } unknown)
            throw BodyReader.UnknownField(unknown, s_fields);
        var files = await BodyReader.FilesAsync(form, token);
        if (files.Count != 1)
            throw RefusalException.BadRequest($"The request has {files.Count} files; send exactly one.");
        var limit = Text(form, "limit");
        var threshold = Text(form, "threshold");
        return new CheckRequest
        {
            Model = Text(form, "model"),
            Level = Text(form, "level") ?? DuplicateWords.Edited,
            Limit = limit is null ? 20 : int.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NoNumber("limit", limit),
            Threshold = threshold is null ? null : double.TryParse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out var least) ? least : throw NoNumber("threshold", threshold),
            Image = files[0].Bytes,
        };
    }

    private static RefusalException NoNumber(string name, string text) =>
        RefusalException.BadRequest($"{name} is '{Shortened.To(text, 50)}', which is not a number.");

    private static string? Text(IFormCollection form, string key) => form.TryGetValue(key, out var values) && values.ToString().Trim() is { Length: > 0 } text ? text : null;
}
