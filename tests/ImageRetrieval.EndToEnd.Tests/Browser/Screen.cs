using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A window and what its user prefers.</summary>
public sealed record Screen(int Width, int Height, ColorScheme Scheme)
{
    public static readonly Screen Desk = new(1280, 900, ColorScheme.Light);
    public static readonly Screen DeskAtNight = Desk with { Scheme = ColorScheme.Dark };
    public static readonly Screen Phone = new(390, 844, ColorScheme.Light);
    public static readonly Screen PhoneAtNight = Phone with { Scheme = ColorScheme.Dark };

    public bool IsPhone => Width < 600;

    /// <summary>
    /// Each width and each scheme once, as a theory wants them: widths change the layout, schemes the colours, and a page in a browser costs
    /// seconds. The tests with real pictures take the other two pairs.
    /// </summary>
    public static TheoryData<int, int, ColorScheme> EachOnce()
    {
        var data = new TheoryData<int, int, ColorScheme>();
        foreach (var screen in (Screen[])[Desk, PhoneAtNight])
            data.Add(screen.Width, screen.Height, screen.Scheme);
        return data;
    }
}
