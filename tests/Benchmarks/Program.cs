using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- micro parse|schema [BODIES]
var bodies = args.Length > 2 ? args[2] : Path.Combine("..", "shared", "bench", "peers", "bodies");
switch (args)
{
    case ["micro", "parse", ..]:
        ParseBenchmark.Run(bodies);
        return 0;
    case ["micro", "schema", ..]:
        SchemaBenchmark.Run(bodies);
        return 0;
    default:
        Console.Error.WriteLine("usage: Benchmarks micro parse|schema [BODIES]");
        return 2;
}
