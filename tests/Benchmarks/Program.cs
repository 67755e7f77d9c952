using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- micro parse|schema|jose|verify [BODIES]
// dotnet run -c Release --project tests/Benchmarks -- micro rdfc DATASET.nq [FOLDER WITH npm's rdf-canonize]
// dotnet run -c Release --project tests/Benchmarks -- numbers 10000000 | node tests/interop/numbers.mjs
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
    case ["micro", "rdfc", var dataset, .. var peers]:
        RdfcBenchmark.Run(dataset, peers.FirstOrDefault());
        return 0;
    case ["numbers", var count]:
        NumberLines.Run(long.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["storage"]:
        await StorageBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: Benchmarks micro parse|schema|jose|verify [BODIES] | micro rdfc DATASET.nq [PEERS] | numbers COUNT | storage");
        return 2;
}
