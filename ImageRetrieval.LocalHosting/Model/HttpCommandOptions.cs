namespace ImageRetrieval.LocalHosting;

/// <summary>As <see cref="CommandOptions"/>, for a command that is a request.</summary>
public sealed class HttpCommandOptions : CommandOptions
{
    public static new HttpCommandOptions Default { get; } = new();

    /// <summary>POST unless it is set.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Called before the request is sent: for headers and a body. Null: it is sent as it is.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }
}
