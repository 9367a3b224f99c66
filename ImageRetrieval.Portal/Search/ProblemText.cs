using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Language;

namespace ImageRetrieval.Portal.Search;

/// <summary>What a visitor reads when there is no answer: what happened, and what to do. The only table from problems to statuses.</summary>
internal sealed record ProblemText(int Status, string Title, string Text)
{
    /// <summary>Whether the same request may succeed in a moment.</summary>
    internal bool MayPass => Status is 502 or 503;

    internal static ProblemText For(ApiException e, PortalOptions options, ApiModels models, Texts texts)
    {
        ProblemText Of(int status, string key, params object?[] values) => new(status, texts[$"Problem.{key}.Title", values], texts[$"Problem.{key}.Text", values]);
        var names = string.Join(", ", models.Models.Select(m => m.Name));
        return e.Problem switch
        {
            ApiProblem.Down => Of(503, "Down"),
            ApiProblem.IndexBuilding => Of(503, "Building"),
            ApiProblem.ModelFailed => Of(503, "ModelFailed", e.Detail),
            ApiProblem.Busy => Of(503, "Busy"),
            ApiProblem.UnknownModel => Of(400, "UnknownModel", e.Detail, names.Length == 0 ? "–" : names),
            ApiProblem.UnknownImage => e.Detail is null ? Of(404, "UnknownImage") : Of(404, "UnknownId", e.Detail),
            ApiProblem.NoPicture => models.UrlQueries ? Of(400, "NoPicture") : Of(400, "NoPicture") with { Text = texts["Problem.NoPicture.TextOff"] },
            ApiProblem.NotAPicture => Of(400, "NotAPicture"),
            ApiProblem.TooLarge => Of(413, "TooLarge", options.MaxUploadMegabytes),
            ApiProblem.Expired => Of(410, "Expired", options.KeptUploadMinutes),
            ApiProblem.UnknownSnapshot => Of(404, "UnknownSnapshot"),
            ApiProblem.UrlsOff => Of(400, "UrlsOff"),
            ApiProblem.Forbidden => Of(502, "Forbidden"),
            ApiProblem.Refused => Of(400, "Refused", e.Detail ?? "–"),
            _ => Of(502, "Failed"),
        };
    }
}
