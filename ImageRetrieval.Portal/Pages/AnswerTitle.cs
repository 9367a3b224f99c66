using ImageRetrieval.Portal.Search;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The heading of an answer in words.</summary>
internal static class AnswerTitle
{
    public static string For(IndexModel page) => page.Answer is not { } answer
        ? page.ProblemText?.Title ?? "Search by picture"
        : $"{Count(answer)} most like {(answer.Query is { } query ? $"“{query.Title}”" : "your picture")}";

    private static string Count(SearchAnswer answer) => answer.Hits.Count == 1 ? "The picture" : $"The {answer.Hits.Count} pictures";
}
