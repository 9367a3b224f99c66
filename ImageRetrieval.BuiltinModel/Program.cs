using ImageRetrieval.BuiltinModel;

// dotnet run --project ImageRetrieval.BuiltinModel    from the repository's root
var path = args.Length > 0 ? args[0] : Path.Combine("ImageRetrieval.Vision", "builtin.onnx");
var model = BuiltinGraph.Write();
File.WriteAllBytes(path, model);
Console.WriteLine($"{path}: {BuiltinGraph.Dimension} components, {model.Length} bytes");
return 0;
