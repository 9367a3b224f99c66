using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace ImageRetrieval.Portal.Pages;

/// <summary>
/// Pages answer the methods that they have handlers for, and HEAD where they have GET; routing answers every other method with 405.
/// By default, Razor Pages show the page for any method. The error page answers all methods, because it replaces the answer of any request.
/// </summary>
internal static class PageMethods
{
    private const string ErrorPage = "/Oops";

    internal static void OnlyHandledMethods(this PageConventionCollection pages) => pages.AddFolderApplicationModelConvention("/", page =>
    {
        if (page.ViewEnginePath == ErrorPage)
            return;
        var handled = page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        if (handled.Count == 0 || handled.Contains(HttpMethods.Get))
            handled.UnionWith([HttpMethods.Get, HttpMethods.Head]);
        page.EndpointMetadata.Add(new HttpMethodMetadata(handled));
    });
}
