using Microsoft.Net.Http.Headers;

namespace ImageRetrieval.Api.Wire;

/// <summary>Which of JSON and MessagePack a client sends and requests.</summary>
internal static class WireFormats
{
    internal const string Json = "application/json";
    internal const string MessagePack = "application/x-msgpack";

    /// <summary>Other names of <see cref="MessagePack"/>.</summary>
    internal const string MessagePackShort = "application/msgpack";

    /// <summary>As <see cref="MessagePackShort"/>, by its registration.</summary>
    internal const string MessagePackVendor = "application/vnd.msgpack";

    private static readonly string[] s_messagePack = [MessagePack, MessagePackShort, MessagePackVendor];

    /// <summary>Whether the body is MessagePack.</summary>
    internal static bool HasMessagePackContentType(this HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsMessagePack(type);

    /// <summary>
    /// Whether the answer is to be MessagePack: when <c>Accept</c> names it with no less weight than JSON, and, where
    /// <c>Accept</c> is absent or names neither (<c>*/*</c>), when the request was. Otherwise it is JSON.
    /// </summary>
    internal static bool WantsMessagePack(HttpRequest request)
    {
        // A list that cannot be parsed names neither.
        var accepted = request.GetTypedHeaders().Accept;
        var messagePack = Weight(accepted, IsMessagePack);
        var json = Weight(accepted, type => type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase));
        if (messagePack is null && json is null)
            return request.HasMessagePackContentType();
        return messagePack is > 0 && messagePack >= (json ?? 0);
    }

    private static double? Weight(IList<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> isWanted) =>
        accepted.Where(isWanted).Select(type => (double?)(type.Quality ?? 1)).Max();

    private static bool IsMessagePack(MediaTypeHeaderValue type) => s_messagePack.Any(name => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase));
}
