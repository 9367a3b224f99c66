using ImageRetrieval.WeightsPacker;

if (args is not [var source, var destination])
{
    Console.Error.WriteLine("Writes an ONNX file again with the weights of its convolutions in 8 bits: ImageRetrieval.WeightsPacker SOURCE DESTINATION");
    return 2;
}
// Under a name of its own, and renamed: a build that is stopped leaves no half file.
var temporary = $"{destination}.{Environment.ProcessId}";
using (var stream = File.Create(temporary))
    PackedModel.Write(File.ReadAllBytes(source), stream);
File.Move(temporary, destination, overwrite: true);
return 0;
