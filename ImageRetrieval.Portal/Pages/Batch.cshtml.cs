using System.Text;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Batch;
using ImageRetrieval.Portal.Language;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>Many pictures or a whole folder, each searched with on its own.</summary>
internal sealed class BatchModel(ApiClient api, Texts texts, IOptions<PortalOptions> options) : PageModel
{
    public PortalOptions Options { get; } = options.Value;
    public ApiModels Models { get; private set; } = ApiModels.Empty;
    public BatchForm Form { get; private set; } = BatchForm.Empty;

    /// <summary>The answers; null before the first search.</summary>
    public IReadOnlyList<BatchRow>? Rows { get; private set; }

    public ProblemText? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        (var models, var problem) = await ApiAttempt.Of(() => api.GetModelsAsync(HttpContext.RequestAborted));
        Models = models ?? ApiModels.Empty;
        Explain(problem);
        return this.PageOr("_Batch", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var token = HttpContext.RequestAborted;
        Form = await BatchForm.ReadAsync(Request);
        (var rows, var problem) = Form.Pictures.Count == 0
            ? (null, new ApiException(ApiProblem.NoPicture))
            : await ApiAttempt.Of(() => BatchSearch.RunAsync(Form, api, texts["Reason.empty"], token));
        Models = (await ApiAttempt.Of(() => api.GetModelsAsync(token))).Value ?? ApiModels.Empty;
        Rows = rows;
        Explain(problem);
        return Rows is not null && Form.AsCsv
            ? File(Encoding.UTF8.GetBytes(BatchCsv.Header + BatchCsv.Rows(Rows)), "text/csv; charset=utf-8", "batch.csv")
            : this.PageOr("_BatchRows", this);
    }

    private void Explain(ApiException? problem)
    {
        if (problem is null)
            return;
        Problem = ProblemText.For(problem, Options, Models, texts);
        if (problem.Problem == ApiProblem.NoPicture)
            Problem = Problem with { Text = texts["Batch.NoPictures"] };
        Response.StatusCode = Problem.Status;
    }
}
