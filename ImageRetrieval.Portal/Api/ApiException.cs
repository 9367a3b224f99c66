namespace ImageRetrieval.Portal.Api;

/// <summary>A request that the Api cannot answer, and the reason.</summary>
internal sealed class ApiException(ApiProblem problem, string? detail = null, Exception? inner = null)
    : Exception(detail ?? problem.ToString(), inner)
{
    public ApiProblem Problem { get; } = problem;

    /// <summary>The Api's own sentence or the requested name. It comes from outside, so it is only ever shown as text.</summary>
    public string? Detail { get; } = detail;
}
