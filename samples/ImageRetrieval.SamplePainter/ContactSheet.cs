using System.Text;

namespace ImageRetrieval.SamplePainter;

/// <summary>An overview of all pictures on one page (PNG), by kind.</summary>
internal static class ContactSheet
{
    private const int Columns = 11;
    private const int Cell = 160;

    public static byte[] Render(IReadOnlyList<PaintedPicture> all)
    {
        var pictures = all.OrderBy(p => p.Kind, StringComparer.Ordinal).ThenBy(p => p.Id).ToList();
        var rows = (pictures.Count + Columns - 1) / Columns;
        var svg = new StringBuilder($"<svg xmlns='http://www.w3.org/2000/svg' width='{Columns * Cell}' height='{rows * Cell}'><rect width='100%' height='100%' fill='#fff'/>");
        for (var i = 0; i < pictures.Count; i++)
            svg.Append($"<image x='{i % Columns * Cell + 3}' y='{i / Columns * Cell + 3}' width='{Cell - 6}' height='{Cell - 6}' href='data:image/jpeg;base64,{Convert.ToBase64String(pictures[i].Jpeg)}'/>");
        return SvgRenderer.ToPng(svg.Append("</svg>").ToString());
    }
}
