using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace ImageRetrieval.Worker.UrlList;

/// <summary>The values of one column of a group of rows, as culture-invariant texts.</summary>
internal static class ParquetColumn
{
    private static readonly Dictionary<Type, Func<ParquetRowGroupReader, DataField, Task<string?[]>>> s_readers = new()
    {
        [typeof(ReadOnlyMemory<char>)] = ReadTextAsync,
        [typeof(string)] = ReadTextAsync,
        [typeof(bool)] = ReadAsync<bool>,
        [typeof(sbyte)] = ReadAsync<sbyte>,
        [typeof(byte)] = ReadAsync<byte>,
        [typeof(short)] = ReadAsync<short>,
        [typeof(ushort)] = ReadAsync<ushort>,
        [typeof(int)] = ReadAsync<int>,
        [typeof(uint)] = ReadAsync<uint>,
        [typeof(long)] = ReadAsync<long>,
        [typeof(ulong)] = ReadAsync<ulong>,
        [typeof(float)] = ReadAsync<float>,
        [typeof(double)] = ReadAsync<double>,
        [typeof(decimal)] = ReadAsync<decimal>,
        [typeof(DateTime)] = ReadAsync<DateTime>,
        [typeof(DateOnly)] = ReadAsync<DateOnly>,
        [typeof(TimeOnly)] = ReadAsync<TimeOnly>,
        [typeof(TimeSpan)] = ReadAsync<TimeSpan>,
        [typeof(Guid)] = ReadAsync<Guid>,
    };

    /// <summary>Whether each row has one value that can be shown.</summary>
    internal static bool IsSingle(DataField field) => !field.IsArray && field.MaxRepetitionLevel == 0 && s_readers.ContainsKey(field.ClrType);

    internal static Task<string?[]> ReadAsync(ParquetRowGroupReader rows, DataField field) => s_readers[field.ClrType](rows, field);

    private static async Task<string?[]> ReadTextAsync(ParquetRowGroupReader rows, DataField field)
    {
        var texts = new string?[rows.RowCount];
        await rows.ReadAsync(field, texts.AsMemory()!);
        return texts;
    }

    private static async Task<string?[]> ReadAsync<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var values = new T[rows.RowCount];
            await rows.ReadAsync<T>(field, values.AsMemory());
            return [.. values.Select(value => Text(value))];
        }
        var optional = new T?[rows.RowCount];
        await rows.ReadAsync<T>(field, optional.AsMemory());
        return [.. optional.Select(value => value is { } there ? Text(there) : null)];
    }

    private static string Text<T>(T value)
        where T : struct => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
