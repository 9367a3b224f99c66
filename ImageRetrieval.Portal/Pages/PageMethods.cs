using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;

namespace ImageRetrieval.Portal.Pages;

/// <summary>
/// Pages answer the methods that they have handlers for, and HEAD beside GET; routing answers every other one with 405.
/// Razor Pages by themselves show the page whatever the method. The error page answers all: it stands in for any request.
/// </summary>
internal static class PageMethods
{
    private const string ErrorPage = "/Oops";

    public static void OnlyHandledMethods(this PageConventionCollection pages) => pages.AddFolderApplicationModelConvention("/", page =>
    {
        if (page.ViewEnginePath == ErrorPage)
            return;
        var handled = page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        if (handled.Count == 0 || handled.Contains(HttpMethods.Get))
            handled.UnionWith([HttpMethods.Get, HttpMethods.Head]);
        page.EndpointMetadata.Add(new HttpMethodMetadata(handled));
    });
}
