namespace ImageRetrieval.Portal.Api;

/// <summary>A search that cannot be answered, and what is known about why.</summary>
internal sealed class ApiException(ApiProblem problem, string? detail = null, Exception? inner = null)
    : Exception(detail ?? problem.ToString(), inner)
{
    public ApiProblem Problem { get; } = problem;

    /// <summary>The Api's own sentence or the name that was asked for; comes from outside, so it is shown as text only.</summary>
    public string? Detail { get; } = detail;
}
