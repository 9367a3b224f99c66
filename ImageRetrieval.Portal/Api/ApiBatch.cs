namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>POST /v1/search/batch</c>, in the order of the pictures.</summary>
internal sealed record ApiBatch(IReadOnlyList<ApiBatchItem> Answers);

/// <summary>The answer for one picture, or the sentence that explains why there is none.</summary>
internal sealed record ApiBatchItem(int Status, ApiSearchAnswer? Answer, string? Problem);
