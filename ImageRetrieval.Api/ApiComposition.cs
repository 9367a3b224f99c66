using System.Net;
using ImageRetrieval.Api.Docs;
using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.Api.Embeddings;
using ImageRetrieval.Api.Facets;
using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.Ingest;
using ImageRetrieval.Api.Maps;
using ImageRetrieval.Api.Models;
using ImageRetrieval.Api.Predict;
using ImageRetrieval.Api.Safety;
using ImageRetrieval.Api.Search;
using ImageRetrieval.Api.Snapshots;
using ImageRetrieval.Api.Stats;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.ServiceDefaults;
using ImageRetrieval.ServiceDefaults.Network;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api;

/// <summary>The Api's services.</summary>
internal static class ApiComposition
{
    private static readonly Dictionary<string, string> s_options = new()
    {
        ["--data"] = "Data:Folder",
        ["--models"] = "Vision:Models",
        ["--model-list"] = "Vision:ModelList",
    };

    // Photos as cameras and pages have them stay in memory while they are read; larger ones go through a temporary file.
    private const int UploadInMemoryBytes = 1024 * 1024;

    internal static void AddApiOptions(this WebApplicationBuilder builder, string[] args) => builder.Configuration.AddCommandLine(args, s_options);

    internal static void AddApi(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        var services = builder.Services;
        services.AddValidatedOptions<ApiOptions>(ApiOptions.Section);
        services.AddValidatedOptions<DataOptions>(DataOptions.Section);
        services.AddValidatedOptions<VisionOptions>(VisionOptions.Section);
        // The upload is limited twice: here by the reader of forms, and in MapApi by the server.
        services.AddOptions<FormOptions>().Configure<IOptions<ApiOptions>>((form, api) =>
        {
            form.MultipartBodyLengthLimit = api.Value.MaxUploadBytes;
            form.MemoryBufferThreshold = UploadInMemoryBytes;
        });

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ImageDecoder(new DecodeLimits { MaxBytes = provider.GetRequiredService<IOptions<ApiOptions>>().Value.MaxUploadBytes }));
        services.AddDownloadClient("weights");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<VisionOptions>>().Value.CreateLoader(
            provider.GetRequiredService<IOptions<DataOptions>>().Value.FullPath,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient("weights")));
        services.AddOptions<SearchedModelsOptions>().Configure<IOptions<VisionOptions>, IOptions<ApiOptions>>((searched, vision, api) =>
            (searched.Models, searched.Poll) = (vision.Value.ModelNames, TimeSpan.FromSeconds(api.Value.SnapshotPollSeconds)));
        services.AddSingleton<QueryModels>();
        services.AddSingleton<IEmbeddingSpaces>(provider => provider.GetRequiredService<QueryModels>());
        services.AddSingleton<IIndexEvents, IndexCounters>();
        services.AddCollectionReader();
        services.AddSafety();
        services.AddSingleton<WorkGate>();
        services.AddSingleton<ModelChoice>();
        services.AddSingleton<QueryEmbedder>();
        services.AddSingleton<NearestImages>();
        services.AddSingleton<QueryVectors>();
        services.AddSingleton<SearchMetrics>();
        services.AddSingleton<SearchStats>();
        services.AddActivatedSingleton<IndexMetrics>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<BatchSearchService>();
        services.AddSingleton<SearchCharges>();
        services.AddSingleton<FilteredImages>();
        services.AddSingleton<SnapshotChanges>();
        services.AddSingleton<CollectionMaps>();
        services.AddSingleton<DuplicateLists>();
        services.AddSingleton<DuplicateChecks>();
        services.AddSingleton<EmbeddingsService>();
        services.AddValidatedOptions<UrlQueryOptions>(UrlQueryOptions.Section);
        services.TryAddSingleton<NameLookup>((host, token) => Dns.GetHostAddressesAsync(host, token));
        services.AddSingleton<UrlImages>();
        services.AddValidatedOptions<WorkerOptions>(WorkerOptions.Section);
        services.AddHttpClient(WorkerCommands.Name);
        services.AddSingleton<WorkerCommands>();
        services.AddSingleton<WorkerProgress>();
        services.AddSingleton<Thumbnails>();
        services.AddSingleton<RecallSamples>();
        services.AddHostedService<RecallMonitor>();
        services.AddHealthChecks().AddCheck<IndexHealthCheck>("index");
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Detail ??= RequestFaults.SentenceOf(context.HttpContext.Response.StatusCode, context.HttpContext.Request));
        // An invalid value of a parameter is then an error with its name, which UnexpectedErrors reports.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddRequestDecompression();
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddOpenApi(Describe);
    }

    private static void Describe(OpenApiOptions options)
    {
        // HEAD is described once, in the documentation, and not beside every GET.
        options.ShouldInclude = operation => operation.HttpMethod != HttpMethods.Head;
        options.AddDocumentTransformer((document, _, _) =>
        {
            // With a space at which lines can break: the pages show it in large letters, on phones too.
            document.Info.Title = "ImageRetrieval API";
            document.Info.Description = "Search by picture over REST. The examples name pictures of the sample collection; GET /v1/images lists the ids of another one.";
            return Task.CompletedTask;
        });
    }

    internal static void MapApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseSafety();
        app.UseMaxRequestBody(services => services.GetRequiredService<IOptions<ApiOptions>>().Value.MaxUploadBytes);
        app.UseRequestDecompression();
        app.UseExactRouteValues();
        app.MapDefaultEndpoints();
        var routes = app.MapGroup("").WithHead();
        routes.MapOpenApi().AllowAnonymous();
        routes.MapDocs();
        routes.MapStart();
        routes.MapPredict();
        routes.MapSearch();
        routes.MapEmbeddings();
        routes.MapModels();
        routes.MapStats();
        routes.MapSnapshots();
        routes.MapImages();
        routes.MapFacets();
        routes.MapMaps();
        routes.MapDuplicates();
        routes.MapIngest();
    }
}
