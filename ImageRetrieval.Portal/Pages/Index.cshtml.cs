using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Filters;
using ImageRetrieval.Portal.Language;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The search page: the form, and below it the results, the reason why there are none, or pictures to start from.</summary>
internal sealed class IndexModel(ApiClient api, PictureSearch pictures, NamedPictures named, ValueFinder finder, SearchFormReader form, Texts texts, IOptions<PortalOptions> options) : PageModel
{
    /// <summary>Longer walls are drawn only near the viewport.</summary>
    internal const int LongWall = 200;

    private const int StartPictures = 18;

    public PortalOptions Options { get; } = options.Value;
    public PortalSearch Query { get; private set; } = new();
    public ApiModels Models { get; private set; } = ApiModels.Empty;
    public ApiIngest? Ingest { get; private set; }
    public ApiFacets Facets { get; private set; } = ApiFacets.Empty;
    public ApiImages Collection { get; private set; } = ApiImages.Empty;
    /// <summary>The pictures that what was typed names; null when nothing was.</summary>
    public ApiImages? Named { get; private set; }

    /// <summary>The model that was chosen last, when it can no longer be searched and another one is used; otherwise null.</summary>
    public string? LostModel { get; private set; }

    public SearchResult? Answer { get; private set; }

    /// <summary>What the values of the answer's columns are; null without an answer.</summary>
    public ResultFacets? Results { get; private set; }

    /// <summary>The values of columns that were searched for.</summary>
    public IReadOnlyList<FoundValues> FoundValues { get; private set; } = [];

    public ApiProblem? Problem { get; private set; }
    public ProblemText? ProblemText { get; private set; }

    internal string? ChosenModel => Query.Model ?? Models.Default;
    internal StatusView Status => new(Ingest, Models);

    internal IEnumerable<PartView> Parts => Query.Parts.Select((part, i) => new PartView(part, i, Query, part.Kind == PartKind.Id ? Answer?.Known.GetValueOrDefault(part.Value) : null, Problem));

    /// <summary>The columns that the results can be grouped by, and the one that they are grouped by.</summary>
    internal IReadOnlyList<string> Groupings => [.. (Results?.Groupings ?? []).Concat(Query.Group is { } group ? [group] : []).Distinct(StringComparer.Ordinal)];

    internal FacetView Filters => new(Facets, Query.Filters) { Results = Results, Found = FoundValues, Model = Query.Model };

    /// <summary>Whether the page shows an answer, and not the start.</summary>
    public bool IsAnswer => Query.IsAsked || Query.Find is not null || Problem is not null;

    /// <summary>The search with a picture that was found by its name.</summary>
    public string SearchWith(ApiImage image) => Query.Plus(new SearchPart(PartKind.Id, image.Id)).ToAddress();

    public Task<IActionResult> OnGetAsync() => ShowAsync(PortalSearch.From(Request.Query));

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            var asked = await form.ReadAsync(Request, Options, HttpContext.RequestAborted);
            if (Request.WantsFragment())
                return await ShowAsync(asked);
            // Scripts store the model when it is chosen; without them, it is what the form was sent with.
            RememberedModel.Store(Response, asked.Model);
            // A redirect, so that reloading the page repeats the search without the browser asking to resend the form.
            Response.Headers.Location = asked.ToAddress();
            return StatusCode(StatusCodes.Status303SeeOther);
        }
        catch (ApiException e)
        {
            return await ShowAsync(Query, e);
        }
    }

    private async Task<IActionResult> ShowAsync(PortalSearch asked, ApiException? refusal = null)
    {
        var token = HttpContext.RequestAborted;
        var models = ApiAttempt.Of(() => api.GetModelsAsync(token));
        Query = asked = asked.Model is null && RememberedModel.Of(Request) is { } last ? WithLast(asked, last, (await models).Value) : asked;
        var ingest = ApiAttempt.Of(() => api.GetIngestAsync(token));
        var facets = ApiAttempt.Of(() => api.GetFacetsAsync(asked.Model, null, FacetView.Values, token));
        var values = asked.ValueSearches.Select(search => ApiAttempt.Of(() => finder.FindAsync(search, asked.Model, token))).ToList();
        var byName = asked.Find is { } text ? ApiAttempt.Of(() => named.FindAsync(text, asked.Model, asked.Filters.ToJson(), token)) : null;
        var collection = asked.IsAsked || asked.Find is not null ? null : ApiAttempt.Of(() => api.GetImagesAsync($"spread=true&limit={StartPictures}", token));
        var answer = asked.IsAsked && asked.Find is null ? ApiAttempt.Of(() => pictures.SearchAsync(asked, token)) : null;

        (var found, var modelsProblem) = await models;
        Models = found ?? ApiModels.Empty;
        Ingest = (await ingest).Value;
        Facets = (await facets).Value ?? ApiFacets.Empty;
        Collection = collection is null ? ApiImages.Empty : (await collection).Value ?? ApiImages.Empty;
        (Answer, var searchProblem) = answer is null ? default : await answer;
        Results = Answer is null ? null : ResultFacets.Of(Answer.Hits);
        FoundValues = [.. (await Task.WhenAll(values)).Select(value => value.Value).OfType<FoundValues>()];
        (Named, var namedProblem) = byName is null ? default : await byName;
        Tell(refusal ?? searchProblem ?? namedProblem ?? modelsProblem, isSearch: refusal is not null || asked.IsAsked || asked.Find is not null);
        return this.PageOr("_Search", this);
    }

    private PortalSearch WithLast(PortalSearch asked, string last, ApiModels? models)
    {
        if (models is null || last == models.Default)
            return asked;
        var entry = models.Models.FirstOrDefault(model => model.Name == last);
        if (entry is { IsReady: true })
            return asked with { Model = last };
        LostModel = last;
        // A model whose index is not ready yet may return; one that was removed is reported once.
        if (entry is null)
            RememberedModel.Forget(Response);
        return asked;
    }

    private void Tell(ApiException? problem, bool isSearch)
    {
        if (problem is null)
            return;
        var explained = ProblemReason.Explain(problem, Query, Models);
        Problem = explained.Problem;
        ProblemText = ProblemText.For(explained, Options, Models, texts);
        // The start page is still useful without the Api; a search is not.
        if (isSearch || Problem != ApiProblem.Down)
            Response.StatusCode = ProblemText.Status;
        if (ProblemText.MayPass)
            Response.Headers.RetryAfter = "5";
    }
}
