using ImageRetrieval.Portal.Language;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The heading of an answer.</summary>
internal static class AnswerTitle
{
    internal static string For(IndexModel page, Texts texts, PictureTitles titles)
    {
        if (page.ProblemText is { } problem)
            return problem.Title;
        if (page.Query.Find is { } text && page.Named is { } named)
            return named.Total == 0 ? texts["Nothing.Title"] : texts.Count("Named.Title", named.Total, NumberText.Number(named.Total), text);
        if (page.Answer is not { } answer)
            return texts["Start.Title"];
        if (answer.Hits.Count == 0)
            return texts["Nothing.Title"];
        var query = page.Query.OnlyId is { } id && answer.Known.TryGetValue(id, out var image) ? texts["Quoted", titles.Of(image)]
            : page.Query.Parts.Count == 1 ? texts["YourPicture"] : texts["YourPictures"];
        return texts.Count("Answer.Title", answer.Hits.Count, query);
    }
}
