using System.Text.RegularExpressions;

namespace ImageRetrieval.Api.Search;

/// <summary>What is wrong with a form, in our words: the framework's reader reports it only in the text of its errors.</summary>
internal static partial class FormFaults
{
    private const string Incomplete = "The request's body is not a complete multipart form: a boundary is missing or invalid, or the body is truncated.";

    // A part of the framework's sentence, the status, and our sentence, with the limit that the framework names.
    private static readonly (string Part, int Status, string Sentence)[] s_limits =
    [
        ("Form value count limit", 400, "The form has more than {0} fields: send fewer."),
        ("Form key length limit", 400, "The name of a field is longer than {0} bytes: shorten it."),
        ("Form value length limit", 413, "A field is longer than {0} bytes: shorten it, or send it as a file, with a file name."),
        ("Multipart headers count limit", 400, "A part of the form has more than {0} headers: send fewer."),
        ("Multipart headers length limit", 400, "The headers of a part are longer than {0} bytes: shorten its names."),
        ("Multipart boundary length limit", 400, "The boundary of the form is longer than {0} characters: choose a shorter one."),
        ("Multipart body length limit", 413, "A file of the form is too large: the limit is {0} bytes."),
        ("Line length limit", 400, "A line of the form's structure, a header or a boundary, is longer than {0} bytes."),
    ];

    private static readonly (string Part, string Sentence)[] s_shapes =
    [
        ("Missing content-type boundary", "Content-Type has no boundary; it must be multipart/form-data; boundary=…"),
        ("Content-Disposition", "A part of the form has a Content-Disposition that cannot be read; it must be form-data with a name."),
        ("Unexpected end of Stream", Incomplete),
    ];

    internal static (int Status, string Sentence) Of(Exception error)
    {
        var limit = Array.Find(s_limits, limit => error.Message.Contains(limit.Part, StringComparison.Ordinal));
        if (limit.Sentence is not null)
            return (limit.Status, limit.Sentence.Replace("{0}", NumberPattern().Match(error.Message).Value, StringComparison.Ordinal));
        var shape = Array.Find(s_shapes, shape => error.Message.Contains(shape.Part, StringComparison.OrdinalIgnoreCase));
        return (StatusCodes.Status400BadRequest, shape.Sentence ?? Incomplete);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex NumberPattern();
}
