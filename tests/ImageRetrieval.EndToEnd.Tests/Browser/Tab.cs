using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>One page of the portal, and everything that went wrong in it.</summary>
internal sealed class Tab : IAsyncDisposable
{
    public const float LimitMilliseconds = 60_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();

    public Tab(IBrowserContext context, IPage page, Uri site)
    {
        (_context, Page) = (context, page);
        page.SetDefaultTimeout(LimitMilliseconds);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Request += (_, request) => Note(!BelongsTo(site, request.Url), $"request to another host: {request.Url}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} for {response.Url}");
        page.Request += (_, request) => Requests.Enqueue(request);
    }

    public IPage Page { get; }

    /// <summary>Everything that was asked for.</summary>
    public ConcurrentQueue<IRequest> Requests { get; } = [];

    /// <summary>Errors and warnings of the console and of scripts, requests to other hosts, and failed requests.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>The pictures that an answer shows.</summary>
    public ILocator Hits => Page.Locator("#answer ol.wall > li");

    public Task GoAsync(string address = "/") => Page.GotoAsync(address);

    /// <summary>Searches with a file, as by the button "Choose a picture", and waits for the answer.</summary>
    public async Task SearchAsync(string picture)
    {
        await AnsweredAsync(() => Page.SetInputFilesAsync("#file", picture));
        await ShowsAnswerAsync();
    }

    /// <summary>Unfolds the box of a search: its large pictures, with their crop and tools, and further ways to choose one.</summary>
    public async Task OpenBoxAsync()
    {
        if (await Page.Locator("#change:not([open])").CountAsync() > 0)
            await Page.Locator("#change > summary").ClickAsync();
    }

    public async Task ShowsAnswerAsync()
    {
        await Hits.First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => !document.querySelector('#answer[aria-busy]')");
    }

    /// <summary>The ids of the pictures that an answer shows, in their order.</summary>
    public async Task<string[]> IdsAsync() => await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#answer ol.wall > li')].map(tile => tile.dataset.id)");

    /// <summary>What a column of the list says of each picture shown, in their order; empty text where it says nothing.</summary>
    public async Task<string[]> MetadataAsync(string column, string pictures = "#answer ol.wall > li") => await Page.EvaluateAsync<string[]>(
        "([pictures, column]) => [...document.querySelectorAll(pictures)].map(tile => [...tile.querySelectorAll('.meta div')].find(fact => fact.firstElementChild.textContent === column)?.lastElementChild.textContent ?? '')",
        new[] { pictures, column });

    /// <summary>The file that the export button of that name gives.</summary>
    public async Task<byte[]> DownloadAsync(string format)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = format, Exact = true }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>Follows what is asked for next and waits until its answer stands there.</summary>
    public async Task AnsweredAsync(Func<Task> act)
    {
        await Page.EvaluateAsync("() => { window.answers = window.answers ?? 0; window.seen = window.answers; if (!window.counts) { window.counts = true; document.addEventListener('page-changed', e => { if (!e.detail.live) window.answers++; }); } }");
        await act();
        await Page.WaitForFunctionAsync("() => window.answers > window.seen && !document.querySelector('#answer[aria-busy]')");
    }

    /// <summary>Waits until every picture below the selector has come, or is known to be broken; returns the widths, 0 for a broken one.</summary>
    public async Task<int[]> PictureWidthsAsync(string selector)
    {
        await Page.WaitForFunctionAsync("s => [...document.querySelectorAll(s)].every(i => i.complete)", selector);
        return await Page.EvaluateAsync<int[]>("s => [...document.querySelectorAll(s)].map(i => i.naturalWidth)", selector);
    }

    /// <summary>How far the page can be scrolled sideways, in CSS pixels.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>The sum of all layout shifts since the page was opened; 0 when nothing ever jumped.</summary>
    public Task<double> LayoutShiftAsync() => Page.EvaluateAsync<double>("""
        () => new Promise(resolve => new PerformanceObserver(list => resolve(list.getEntries().filter(e => !e.hadRecentInput).reduce((sum, e) => sum + e.value, 0)))
          .observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => resolve(0), 250))
        """);

    /// <summary>Notes what the page's security policy refuses, from now on and on every page to come.</summary>
    public Task WatchPolicyAsync() => Page.AddInitScriptAsync("""
        window.refused = []; document.addEventListener('securitypolicyviolation', e => window.refused.push(`${e.violatedDirective} ${e.blockedURI}`));
        """);

    public Task<string[]> PolicyViolationsAsync() => Page.EvaluateAsync<string[]>("() => window.refused");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static bool BelongsTo(Uri site, string url) =>
        url.StartsWith("blob:", StringComparison.Ordinal) ? BelongsTo(site, url[5..]) : new Uri(url).Authority == site.Authority;

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
            _problems.Enqueue(text);
    }
}
