using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>What a visitor is told when there is no answer: what happened, and what to do. The one table from problems to statuses.</summary>
internal sealed record ProblemText(int Status, string Title, string Text)
{
    public static ProblemText For(ApiException e, PortalOptions options, ModelList models) => e.Problem switch
    {
        ApiProblem.Down => new(503, "The search engine does not answer",
            "This page is fine, but the Api behind it cannot be reached. It may still be starting: wait a moment and try again. Whoever runs this site finds its state and its output on the dashboard; “dotnet run --project ImageRetrieval.AppHost” starts everything."),
        ApiProblem.IndexBuilding => new(503, "The index is still being built",
            "The pictures of the collection are being looked at for the first time. The search opens by itself when they are done."),
        ApiProblem.UnknownModel => new(400, $"There is no model named “{e.Detail}”",
            models.Models.Count == 0 ? "No model is loaded yet." : $"Loaded are: {string.Join(", ", models.Models.Select(m => m.Name))}. Choose one of them above."),
        ApiProblem.UnknownImage => new(404, e.Detail is null ? "That picture is not in the collection" : $"There is no picture with the id “{e.Detail}”",
            "It may have left the collection since the link was made. Search with a picture of your own, or start from one of the collection."),
        ApiProblem.NoPicture => new(400, "No picture was chosen", "Choose a file, drop one on the box, or paste one from the clipboard."),
        ApiProblem.NotAPicture => new(400, "That file could not be read as a picture",
            "JPEG, PNG, WebP, GIF and AVIF can be read. If it is one of these, the file may be damaged: open it in a picture viewer and save it again."),
        ApiProblem.TooLarge => new(413, "That picture is too large",
            $"Pictures up to {options.MaxUploadMegabytes} MB are accepted. Save a smaller copy; one that is 1,000 pixels wide gives the same results."),
        ApiProblem.Refused => new(400, "The search engine refused the search", e.Detail ?? "It gave no reason."),
        _ => new(502, "The search failed", "The search engine ran into an error of its own. Try again; if it stays, its output on the dashboard tells more."),
    };
}
