namespace ImageRetrieval.Vision.OnnxFormat;

/// <summary>Field numbers of onnx.proto3 (github.com/onnx/onnx, IR version 8) that are read or written here.</summary>
internal static class OnnxFields
{
    internal static class Model { internal const int IrVersion = 1, ProducerName = 2, Graph = 7, OpsetImport = 8; }
    internal static class Opset { internal const int Domain = 1, Version = 2; }
    internal static class Graph { internal const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12, ValueInfo = 13; }
    internal static class Node { internal const int Input = 1, Output = 2, Name = 3, OpType = 4, Attribute = 5; }
    internal static class Attribute { internal const int Name = 1, F = 2, I = 3, S = 4, G = 6, Ints = 8, Graphs = 11, Type = 20; }
    internal static class Tensor { internal const int Dims = 1, DataType = 2, Name = 8, RawData = 9; }
    internal static class ValueInfo { internal const int Name = 1, Type = 2; }
    internal static class Type { internal const int Tensor = 1; }
    internal static class TensorType { internal const int ElementType = 1, Shape = 2; }
    internal static class Shape { internal const int Dimension = 1; }
    internal static class Dimension { internal const int Value = 1, Parameter = 2; }

    /// <summary>TensorProto.DataType.</summary>
    internal const int Float = 1, Int64 = 7;
}
