using ImageRetrieval.SamplePainter;

string[] known = ["--out", "--kinds", "--sheet"];
if (args.Where((_, index) => index % 2 == 0).Except(known).Any() || args.Length % 2 != 0)
{
    Console.Error.WriteLine("Paints the sample pictures. Options: --out FOLDER (default samples), --kinds a,b (default all), --sheet FILE.png (all of them on one sheet).");
    return 1;
}

string Option(string name, string fallback) =>
    Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : fallback;

var folder = Option("--out", "samples");
var kinds = Option("--kinds", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
var pictures = Painter.PaintAll(kinds).ToList();

Collection.Write(folder, pictures);
if (kinds.Length == 0)
    Collection.WriteList(folder, pictures);
if (Option("--sheet", "") is { Length: > 0 } sheet)
    File.WriteAllBytes(sheet, ContactSheet.Render(pictures));

Console.WriteLine($"{pictures.Count} pictures, {pictures.Sum(p => p.Jpeg.Length) / 1024.0 / 1024.0:0.00} MiB, in {Path.GetFullPath(folder)}");
return 0;
