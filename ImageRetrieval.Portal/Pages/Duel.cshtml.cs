using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Language;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The same query through two models, side by side.</summary>
internal sealed class DuelModel(ApiClient api, PictureSearch pictures, Texts texts, IOptions<PortalOptions> options) : PageModel
{
    public PortalSearch Query { get; private set; } = new();
    public ApiModels Models { get; private set; } = ApiModels.Empty;
    public IReadOnlyList<DuelSide> Sides { get; private set; } = [];
    public ProblemText? Problem { get; private set; }

    /// <summary>The number of pictures that both models found.</summary>
    internal int Agreements => Sides is [var left, var right] ? left.Hits.Keys.Count(right.Hits.ContainsKey) : 0;

    internal IEnumerable<PartView> Parts => Query.Parts.Select((part, i) => new PartView(part, i, Query, null));

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        Query = PortalSearch.From(Request.Query);
        (var models, var problem) = await ApiAttempt.Of(() => api.GetModelsAsync(token));
        Models = models ?? ApiModels.Empty;
        if (problem is null && Query.IsAsked)
        {
            var left = Request.Query["a"].ToString() is { Length: > 0 } a ? a : Query.Model ?? Models.Default ?? "";
            var right = Request.Query["b"].ToString() is { Length: > 0 } b ? b : Models.Models.FirstOrDefault(model => model.Name != left && model.IsReady)?.Name ?? left;
            var answers = await Task.WhenAll(SearchAsync(left), SearchAsync(right));
            problem = answers.Select(answer => answer.Problem).FirstOrDefault(found => found is not null);
            Sides = problem is null ? [new DuelSide("a", left, answers[0].Answer!), new DuelSide("b", right, answers[1].Answer!)] : [];
        }
        if (problem is not null)
        {
            Problem = ProblemText.For(problem, options.Value, Models, texts);
            Response.StatusCode = Problem.Status;
        }
        return this.PageOr("_Duel", this);

        async Task<(SearchResult? Answer, ApiException? Problem)> SearchAsync(string model)
        {
            var asked = Query with { Model = model };
            var (answer, failure) = await ApiAttempt.Of(() => pictures.SearchAsync(asked, token));
            return (answer, failure is null ? null : ProblemReason.Explain(failure, asked, Models));
        }
    }
}
