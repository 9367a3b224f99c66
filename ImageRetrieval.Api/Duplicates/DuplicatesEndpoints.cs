using System.ComponentModel;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Api.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageRetrieval.Api.Duplicates;

/// <summary><c>/v1/duplicates</c>: groups of copies among the indexed images, and the check of a picture.</summary>
internal static class DuplicatesEndpoints
{
    internal static void MapDuplicates(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/duplicates", ListAsync)
            .AddEndpointFilter<Refusals>()
            .WithTags("duplicates")
            .Named("listDuplicates", "List duplicates", "Groups of indexed images that are copies of each other, with the one to keep, in pages.")
            .WithExamples(DuplicatesDescription.List, DuplicatesDescription.ListProblems);
        routes.MapPost("/v1/duplicates/check", CheckAsync)
            .DisableAntiforgery()
            .AddEndpointFilter<Refusals>()
            .WithTags("duplicates")
            .Named("checkForDuplicates", "Check a picture", "The indexed images that are copies of a picture.")
            .Accepts<CheckRequest>(WireFormats.Json, "multipart/form-data", WireFormats.MessagePack, WireFormats.MessagePackShort, WireFormats.MessagePackVendor)
            .WithExamples(DuplicatesDescription.Check, DuplicatesDescription.CheckProblems)
            .WithBodies(DuplicatesDescription.Form(), DuplicatesDescription.Requests)
            .WithMessagePackBody(SearchDescription.MessagePackBody)
            .WithMessagePackAnswer(SearchDescription.MessagePackAnswer);
    }

    private static async Task<Ok<DuplicatesAnswer>> ListAsync(
        ModelChoice models,
        DuplicateLists lists,
        HttpContext http,
        [Description("The model whose index was searched for candidates; by default resnet50 when it is loaded, otherwise the first of --models.")] string? model = null,
        [Description("bytes: the same bytes; picture: also saved again or resized; edited: also cropped, framed, mirrored or recoloured.")] string level = DuplicateWords.Edited,
        [Description("The minimum similarity to the kept image, 0.88..1; by default 0.905.")] double? threshold = null,
        [Description("Groups to return, 1..200.")] int limit = 50,
        [Description("Groups to skip.")] int offset = 0,
        [Description("Members of a group to list, 1..1000.")] int members = 100,
        [Description("The version of an earlier page: continues that list even if a newer one has been published.")] string? version = null,
        CancellationToken token = default)
    {
        var page = new DuplicatePage(limit, offset, members, version).Validated();
        var (wanted, least) = (DuplicateWords.LevelOf(level), DuplicateWords.ThresholdOf(threshold));
        using var lease = await models.AcquireAsync(model, token);
        return TypedResults.Ok(await lists.PageAsync(http, lease, wanted, least, page, token));
    }

    private static async Task<Negotiated<CheckAnswer>> CheckAsync(HttpContext http, DuplicateChecks checks, ClientRates rates, CancellationToken token)
    {
        var request = await CheckBody.ReadAsync(http.Request, token);
        rates.Charge(http, DuplicateChecks.Weight);
        return new(await checks.CheckAsync(request, RequestTrace.IdOf(http), token));
    }
}
