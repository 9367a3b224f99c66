using System.Text.RegularExpressions;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api;

/// <summary>Sentences for requests that the framework itself refuses.</summary>
internal static partial class RequestFaults
{
    private const int LongestShown = 100;

    /// <summary>What is wrong with a request that did not reach its handler.</summary>
    internal static string SentenceOf(BadHttpRequestException error)
    {
        if (WrongPattern().Match(error.Message) is { Success: true } wrong)
            return $"The parameter {wrong.Groups["name"].Value} is '{Shortened.To(wrong.Groups["value"].Value, LongestShown)}', which is not a {TypeOf(wrong.Groups["type"].Value)}.";
        if (MissingPattern().Match(error.Message) is { Success: true } missing)
            return $"The parameter {missing.Groups["name"].Value} is missing.";
        return error.StatusCode switch
        {
            StatusCodes.Status408RequestTimeout => "The request's body was received too slowly.",
            StatusCodes.Status413PayloadTooLarge => "The request is too large.",
            _ => "The request could not be read: it is truncated, or its chunks or headers are invalid.",
        };
    }

    /// <summary>What a status without a sentence means here; null for one that explains itself.</summary>
    internal static string? SentenceOf(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at '{Shortened.To(request.Path, LongestShown)}': GET / lists the endpoints.",
        StatusCodes.Status405MethodNotAllowed => $"'{Shortened.To(request.Path, LongestShown)}' does not accept {Shortened.To(request.Method, LongestShown)}; the header Allow lists the accepted methods.",
        StatusCodes.Status415UnsupportedMediaType => $"A body of the type '{Shortened.To(request.ContentType ?? "", LongestShown)}' is not accepted here: /docs lists the accepted types.",
        _ => null,
    };

    private static string TypeOf(string type) => type.TrimEnd('?') switch
    {
        "bool" => "Boolean: true or false",
        "int" => "whole number",
        _ => "number",
    };

    [GeneratedRegex("""^Failed to bind parameter "(?:Nullable<)?(?<type>[^ >]+)>? (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex WrongPattern();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided""")]
    private static partial Regex MissingPattern();
}
