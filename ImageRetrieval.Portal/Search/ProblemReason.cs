using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>Refines the Api's answer by what is known about the requested model.</summary>
internal static class ProblemReason
{
    internal static ApiException Explain(ApiException e, PortalSearch request, ApiModels models)
    {
        var name = request.Model ?? models.Default;
        var entry = models.Models.FirstOrDefault(model => model.Name == name);
        if (models.Models.Count > 0 && request.Model is { } asked && entry is null)
            return new ApiException(ApiProblem.UnknownModel, asked, e);
        return e.Problem == ApiProblem.Busy && entry is { IsReady: false }
            ? new ApiException(entry.HasFailed ? ApiProblem.ModelFailed : ApiProblem.IndexBuilding, name, e)
            : e;
    }
}
