using System.Security.Cryptography;
using System.Text;

namespace ImageRetrieval.LocalHosting.Dashboard;

/// <summary>
/// Who may look: a browser that showed the login code once (each code opens one session, then the next is printed), and a
/// program that knows the configured token.
/// </summary>
internal sealed class DashboardAccess(DashboardOptions options)
{
    private const int MaximumSessions = 100;

    private readonly Lock _lock = new();
    private readonly Queue<string> _sessions = new();
    private string _code = NewSecret();

    /// <summary>The code that the next browser shows.</summary>
    public string Code
    {
        get
        {
            lock (_lock)
                return _code;
        }
    }

    /// <summary>Gives a session for a code, which is then used up, or for the configured token.</summary>
    public string? TryLogIn(string? code)
    {
        lock (_lock)
        {
            if (Same(code, _code))
                _code = NewSecret();
            else if (!IsToken(code))
                return null;
            var session = NewSecret();
            _sessions.Enqueue(session);
            if (_sessions.Count > MaximumSessions)
                _sessions.Dequeue();
            return session;
        }
    }

    public bool IsSession(string? session)
    {
        lock (_lock)
            return _sessions.Any(known => Same(session, known));
    }

    public bool IsToken(string? token) => options.Token is not null && Same(token, options.Token);

    private static bool Same(string? given, string secret) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    private static string NewSecret() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
