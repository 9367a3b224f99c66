using System.Globalization;
using System.Security.Cryptography;
using ImageRetrieval.Api.Search;

namespace ImageRetrieval.Api.Predict;

/// <summary>The fields of a request, checked. Values are read leniently (blanks and stray quotes), names strictly.</summary>
internal sealed record PredictForm
{
    private const int MostHits = 1000;
    private static readonly string[] s_fields = ["id", "name", "score"];
    private static readonly string[] s_true = ["true", "1", "yes", "on", "t", "y"];
    private static readonly string[] s_false = ["false", "0", "no", "off", "f", "n"];

    public required byte[] Image { get; init; }
    public required string FileName { get; init; }
    public required string Model { get; init; }
    public required int Count { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }
    public required bool IgnoreDuplicate { get; init; }

    /// <summary>Whether the model was named by the old alias alone.</summary>
    public required bool UsesAlias { get; init; }

    /// <summary>Digest of the image's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <exception cref="PredictException">A field is missing or invalid; its body names it.</exception>
    internal static async Task<PredictForm> ReadAsync(HttpRequest request, string defaultModel, CancellationToken token)
    {
        var form = await ReadFormAsync(request, token);
        if (form.Files.GetFile("file") is not { } file)
        {
            throw form.ContainsKey("file")
                ? PredictException.Invalid("file", "value_error", "The part 'file' has no file name: send it as a file, with filename=\"photo.jpg\" in its Content-Disposition", null)
                : PredictException.Invalid("file", "missing", "Field required", null);
        }

        var (model, alias) = ModelOf(Value(form, "model_name"), Value(form, "image_model_name"));
        var image = await BytesAsync(file, token);
        return new PredictForm
        {
            Image = image,
            // Once: it is compared with every hit.
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(image)),
            FileName = Path.GetFileName(file.FileName.Replace('\\', '/')),
            Model = model ?? defaultModel,
            UsesAlias = alias,
            Count = CountOf(Value(form, "nb_similar_images")),
            Fields = FieldsOf(form.TryGetValue("retrieved_ref", out var fields) ? Trimmed(fields.ToString()) : null),
            IgnoreDuplicate = FlagOf(Value(form, "ignore_duplicate")),
        };
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, CancellationToken token)
    {
        if (!request.HasFormContentType)
            throw PredictException.Invalid("file", "missing", "Field required", null);
        try
        {
            return await BodyReader.FormAsync(request, token);
        }
        catch (RefusalException refusal)
        {
            throw new PredictException(refusal.Status, PredictException.Error(refusal.Message));
        }
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken token)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, token);
        return bytes;
    }

    private static (string? Model, bool Alias) ModelOf(string? name, string? alias)
    {
        if (name is not null && alias is not null && name != alias)
            throw PredictException.BadRequest($"model_name is '{name}' and image_model_name is '{alias}': use only one of them; image_model_name is the old name of model_name.");
        return (name ?? alias, name is null && alias is not null);
    }

    private static int CountOf(string? text)
    {
        if (text is null)
            return 3;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            // A number with too many digits is still an integer: out of range, not of the wrong type.
            if (!System.Numerics.BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                throw PredictException.Invalid("nb_similar_images", "int_parsing", "Input should be a valid integer, unable to parse string as an integer", text);
            count = long.MaxValue;
        }
        return count is >= 1 and <= MostHits
            ? (int)count
            : throw PredictException.BadRequest($"nb_similar_images is {text}; it must be 1..{MostHits}.");
    }

    private static string[] FieldsOf(string? text)
    {
        if (text is null)
            return s_fields;
        var asked = text.Split(',', StringSplitOptions.TrimEntries);
        if (Array.Find(asked, field => !s_fields.Contains(field)) is { } unknown)
            throw PredictException.BadRequest($"retrieved_ref contains '{unknown}'; it must be a list of {string.Join(", ", s_fields)}, separated by commas.");
        return [.. s_fields.Where(asked.Contains)];
    }

    private static bool FlagOf(string? text)
    {
        if (text is null || s_true.Contains(text, StringComparer.OrdinalIgnoreCase))
            return true;
        return s_false.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? false
            : throw PredictException.Invalid("ignore_duplicate", "bool_parsing", "Input should be a valid boolean, unable to interpret input", text);
    }

    /// <summary>A field's text; null when it is absent or empty, so that its default applies.</summary>
    private static string? Value(IFormCollection form, string name) =>
        form.TryGetValue(name, out var values) && Trimmed(values.ToString()) is { Length: > 0 } text ? text : null;

    // Some clients send quotes with the value.
    private static string Trimmed(string text) => text.Trim().Trim('"', '\'').Trim();
}
