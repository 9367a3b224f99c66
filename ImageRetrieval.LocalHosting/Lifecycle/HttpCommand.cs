namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>A command that is a request to the resource.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    private const int MaximumAnswerLength = 300;
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    private readonly HttpMethod _method = options.Method ?? HttpMethod.Post;

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        try
        {
            using var request = new HttpRequestMessage(_method, new Uri(new Uri(endpoint.Url), path));
            if (options.PrepareRequest is { } prepare)
                await prepare(ContextOf(context, request)).ConfigureAwait(false);
            using var response = await s_http.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return CommandResults.Success();
            var answer = await response.Content.ReadAsStringAsync(context.CancellationToken).ConfigureAwait(false);
            return CommandResults.Failure($"{_method} {path} was answered with {(int)response.StatusCode}. {answer[..Math.Min(answer.Length, MaximumAnswerLength)]}".Trim());
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure($"{_method} {path} got no answer: {exception.Message}");
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Failure($"{_method} {path} got no answer within {s_http.Timeout.TotalSeconds:0} s.");
        }
    }

    private HttpCommandRequestContext ContextOf(ExecuteCommandContext context, HttpRequestMessage request) => new()
    {
        ServiceProvider = context.ServiceProvider,
        ResourceName = context.ResourceName,
        Endpoint = endpoint,
        CancellationToken = context.CancellationToken,
        Request = request,
    };
}
