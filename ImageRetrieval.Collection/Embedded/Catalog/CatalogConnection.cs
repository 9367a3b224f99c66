using Microsoft.Data.Sqlite;

namespace ImageRetrieval.Collection.Embedded.Catalog;

/// <summary>One connection to catalog.db, used by one caller at a time; failures of SQLite are translated. Statements are kept: preparing one costs as much as running it.</summary>
internal sealed class CatalogConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    internal CatalogConnection(string path)
    {
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
        }
        catch (SqliteException error)
        {
            _connection.Dispose();
            throw CatalogFile.Describe(path, error);
        }
    }

    internal bool HasMoved
    {
        get
        {
            lock (Turn)
                return CatalogFileControl.HasMoved(_connection);
        }
    }

    /// <summary>Held while the connection is used.</summary>
    internal Lock Turn { get; } = new();

    internal SqliteConnection Raw => _connection;

    /// <summary>Runs a statement on its own, or inside the caller's transaction; returns the number of rows that it changed.</summary>
    internal int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            lock (Turn)
                return Bind(sql, parameters).ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            throw CatalogFile.Translate(_path, error);
        }
    }

    internal long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            lock (Turn)
                return Convert.ToInt64(Bind(sql, parameters).ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (SqliteException error)
        {
            throw CatalogFile.Translate(_path, error);
        }
    }

    /// <summary>All rows of a result: the caller bounds them, by a LIMIT or by grouping.</summary>
    internal List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            lock (Turn)
            {
                using var reader = Bind(sql, parameters).ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                    rows.Add(row(reader));
                return rows;
            }
        }
        catch (SqliteException error)
        {
            throw CatalogFile.Translate(_path, error);
        }
    }

    /// <summary>Several statements as one transaction.</summary>
    internal void InTransaction(Action statements)
    {
        lock (Turn)
        {
            Execute("BEGIN IMMEDIATE");
            try
            {
                statements();
                Execute("COMMIT");
            }
            catch
            {
                // A full disk may have rolled it back already.
                if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                    Execute("ROLLBACK");
                throw;
            }
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of ImageCatalog; values travel as parameters
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in parameters)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _commands.Add(sql, command);
        }
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }
}
