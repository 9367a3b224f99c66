using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Search;

/// <summary>Completes what the Api said by what is known of the model that was asked for.</summary>
internal static class ProblemReason
{
    public static ApiException Explain(ApiException e, PortalSearch request, ApiModels models)
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
