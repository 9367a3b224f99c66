using System.Diagnostics;
using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The search: the form, and below it the answer, the reason why there is none, or pictures to start from.</summary>
internal sealed class IndexModel(ApiClient api, Searcher searcher, IOptions<PortalOptions> options) : PageModel
{
    private const int StartPictures = 12;

    public PortalOptions Options { get; } = options.Value;
    public SearchRequest Query { get; private set; } = new(null, null, SearchRequest.DefaultCount);
    public ModelList Models { get; private set; } = ModelList.Empty;
    public IngestProgress? Ingest { get; private set; }
    public ImageList Collection { get; private set; } = ImageList.Empty;
    public SearchAnswer? Answer { get; private set; }
    public TimeSpan Elapsed { get; private set; }
    public ApiProblem? Problem { get; private set; }
    public ProblemText? ProblemText { get; private set; }

    public string? ChosenModel => Query.Model ?? Models.Default;
    public StatusView Status => new(Ingest, Models);

    public Task<IActionResult> OnGetAsync() => ShowAsync(SearchRequest.From(Request.Query));

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var asked = await Upload.ReadAsync(Request, Options, HttpContext.RequestAborted);
            // With a picture of the collection on the form and no new file, the search has an address of its own.
            return asked is { Picture: null, Like: { } like }
                ? Redirect(asked.AddressOf(like))
                : await ShowAsync(asked, asked.Picture is null ? new ApiException(ApiProblem.NoPicture) : null);
        }
        catch (ApiException e)
        {
            return await ShowAsync(Query, e);
        }
    }

    private async Task<IActionResult> ShowAsync(SearchRequest asked, ApiException? refusal = null)
    {
        var token = HttpContext.RequestAborted;
        Query = asked;
        try
        {
            Models = await api.GetModelsAsync(token);
            if (refusal is not null)
                throw refusal;
            if (Query.IsAsked)
                await SearchAsync(token);
        }
        catch (ApiException e)
        {
            Problem = e.Problem;
            ProblemText = ProblemText.For(e, Options, Models);
        }
        if (Problem != ApiProblem.Down)
            await LoadSurroundingsAsync(token);

        // A page that only wants to be looked at is fine without the Api; a search is not.
        if (ProblemText is { } problem && (Query.IsAsked || Problem != ApiProblem.Down))
            Response.StatusCode = problem.Status;
        if (Problem == ApiProblem.IndexBuilding)
            Response.Headers.RetryAfter = "5";
        return this.PageOr("_Answer", this);
    }

    private async Task SearchAsync(CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        Answer = await searcher.SearchAsync(Query, Models, token);
        Elapsed = Stopwatch.GetElapsedTime(started);
    }

    private async Task LoadSurroundingsAsync(CancellationToken token)
    {
        var ingest = TryAsync(() => api.GetIngestAsync(token));
        var collection = Answer is null ? TryAsync(() => api.GetImagesAsync(StartPictures, token)) : Task.FromResult<ImageList?>(null);
        Ingest = await ingest;
        Collection = await collection ?? ImageList.Empty;
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (ApiException)
        {
            return null;
        }
    }
}
