using System.CommandLine;
using ImageRetrieval.SamplePainter;

var outFolder = new Option<string>("--out") { HelpName = "FOLDER", Description = "Where the pictures go.", DefaultValueFactory = _ => "samples" };
var kindList = new Option<string>("--kinds") { HelpName = "A,B,…", Description = "Only these kinds.", DefaultValueFactory = _ => "" };
var sheetFile = new Option<string>("--sheet") { HelpName = "FILE.png", Description = "Paints all of them on one sheet as well." };
var command = new RootCommand("Paints the sample pictures.") { outFolder, kindList, sheetFile };
command.SetAction(line =>
{
    var folder = line.GetRequiredValue(outFolder);
    var kinds = line.GetRequiredValue(kindList).Split(',', StringSplitOptions.RemoveEmptyEntries);
    var pictures = Painter.PaintAll(kinds).ToList();

    Collection.Write(folder, pictures);
    if (kinds.Length == 0)
        Collection.WriteList(folder, pictures);
    if (line.GetValue(sheetFile) is { } sheet)
        File.WriteAllBytes(sheet, ContactSheet.Render(pictures));

    Console.WriteLine($"{pictures.Count} pictures, {pictures.Sum(p => p.Jpeg.Length) / 1024.0 / 1024.0:0.00} MiB, in {Path.GetFullPath(folder)}");
});
return command.Parse(args).Invoke();
