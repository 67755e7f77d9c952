using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- micro parse|schema|jose|verify [BODIES]
var bodies = args.Length > 2 ? args[2] : Path.Combine("..", "shared", "bench", "peers", "bodies");
switch (args)
{
    case ["micro", "parse", ..]:
        ParseBenchmark.Run(bodies);
        return 0;
    case ["micro", "schema", ..]:
        SchemaBenchmark.Run(bodies);
        return 0;
    case ["micro", "jose", ..]:
        JoseBenchmark.Run(bodies);
        return 0;
    case ["micro", "verify", ..]:
        VerifyBenchmark.Run(bodies);
        return 0;
    case ["storage", ..]:
        await StorageBenchmark.RunAsync(args.ElementAtOrDefault(1));
        return 0;
    case ["backlog", ..]:
        await BacklogBenchmark.RunAsync(args.ElementAtOrDefault(1));
        return 0;
    default:
        Console.Error.WriteLine("usage: Benchmarks micro parse|schema|jose|verify [BODIES] | storage|backlog [sqlite|postgres]");
        return 2;
}
