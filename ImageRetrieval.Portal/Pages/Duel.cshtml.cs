using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Language;
using ImageRetrieval.Portal.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Pages;

/// <summary>The same query through two to four models, or snapshots of them, side by side.</summary>
internal sealed class DuelModel(ApiClient api, PictureSearch pictures, Texts texts, IOptions<PortalOptions> options) : PageModel
{
    /// <summary>The parameters that name the models, or snapshots as <c>model@snapshot</c>; the last two may be absent.</summary>
    internal static readonly string[] Keys = ["a", "b", "c", "d"];

    public PortalSearch Query { get; private set; } = new();
    public ApiModels Models { get; private set; } = ApiModels.Empty;
    public IReadOnlyList<DuelSide> Sides { get; private set; } = [];
    public ProblemText? Problem { get; private set; }

    /// <summary>The snapshots of models that have several.</summary>
    public IReadOnlyList<DuelChoice> Snapshots { get; private set; } = [];

    /// <summary>The column that is compared with the query's; null for none.</summary>
    public DuelLabel? Label { get; private set; }

    /// <summary>The columns that a label can be chosen from: those of the query, when it is one picture of the collection.</summary>
    public IReadOnlyList<string> LabelColumns => [.. (Asked?.Columns.Select(pair => pair.Key) ?? []).Append(Label?.Column).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The number of pictures that all sides found.</summary>
    internal int Agreements => Sides is [var first, ..] ? first.Hits.Keys.Count(id => Sides.All(side => side.Hits.ContainsKey(id))) : 0;

    /// <summary>The number of pictures that the overlap is a share of.</summary>
    internal int Shown => Sides.Select(side => side.Hits.Count).DefaultIfEmpty().Max();

    internal IEnumerable<PartView> Parts => Query.Parts.Select((part, i) => new PartView(part, i, Query, null));

    private ApiImage? Asked => Query.OnlyId is { } id && Sides is [var first, ..] ? first.Answer.Known.GetValueOrDefault(id) : null;

    /// <summary>The model or snapshot that a list shows as chosen.</summary>
    internal string? ChosenIn(string key) => (Sides.FirstOrDefault(side => side.Key == key)?.Choice ?? Named(key))?.ToString();

    public async Task<IActionResult> OnGetAsync()
    {
        var token = HttpContext.RequestAborted;
        Query = PortalSearch.From(Request.Query);
        var published = ApiAttempt.Of(() => api.GetSnapshotsAsync(token));
        (var models, var problem) = await ApiAttempt.Of(() => api.GetModelsAsync(token));
        Models = models ?? ApiModels.Empty;
        // Without the list of snapshots, models can still be compared.
        Snapshots = Searchable((await published).Value?.Snapshots ?? []);
        if (problem is null && Query.IsAsked)
        {
            var chosen = Chosen();
            var answers = await Task.WhenAll(chosen.Select(side => SearchAsync(side.Choice)));
            problem = answers.Select(answer => answer.Problem).FirstOrDefault(found => found is not null);
            Sides = problem is null ? [.. chosen.Zip(answers, (side, answer) => new DuelSide(side.Key, side.Choice, answer.Answer!))] : [];
        }
        if (Request.Query["label"].ToString() is { Length: > 0 } column)
            Label = DuelLabel.Of(column, Asked);
        if (problem is not null)
        {
            Problem = ProblemText.For(problem, options.Value, Models, texts);
            Response.StatusCode = Problem.Status;
        }
        return this.PageOr("_Duel", this);

        async Task<(SearchResult? Answer, ApiException? Problem)> SearchAsync(DuelChoice choice)
        {
            var asked = Query with { Model = choice.Model, Snapshot = choice.Snapshot };
            var (answer, failure) = await ApiAttempt.Of(() => pictures.SearchAsync(asked, token));
            return (answer, failure is null ? null : ProblemReason.Explain(failure, asked, Models));
        }
    }

    // The first two have defaults; a third and a fourth are compared only when they are named, and once each.
    private List<(string Key, DuelChoice Choice)> Chosen()
    {
        var first = Named("a") ?? new DuelChoice(Query.Model ?? RememberedModel.In(Models, Request) ?? Models.Default ?? "", Query.Snapshot);
        var second = Named("b") ?? Other(first);
        var chosen = new List<(string Key, DuelChoice Choice)> { ("a", first), ("b", second) };
        foreach (var key in Keys[2..])
        {
            if (Named(key) is { } choice && chosen.TrueForAll(side => side.Choice != choice))
                chosen.Add((key, choice));
        }
        return chosen;
    }

    // A model's only snapshot is the model's entry itself.
    private static IReadOnlyList<DuelChoice> Searchable(IEnumerable<ApiSnapshot> snapshots) =>
        [.. snapshots.Where(snapshot => snapshot.IsSearchable).GroupBy(snapshot => snapshot.Model).Where(own => own.Count() > 1).SelectMany(own => own.Select(snapshot => new DuelChoice(own.Key, snapshot.Version)))];

    // Who searched in a snapshot wants to know what has changed since.
    private DuelChoice Other(DuelChoice first) =>
        first.Snapshot is not null ? first with { Snapshot = null } : Models.Models.FirstOrDefault(model => model.Name != first.Model && model.IsReady) is { } other ? new(other.Name, null) : first;

    private DuelChoice? Named(string key) => DuelChoice.Read(Request.Query[key]);
}
