using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- micro parse|schema|jose|verify|start [BODIES]
// dotnet run -c Release --project tests/Benchmarks -- micro jsonld|hostile [FOLDER OF UNTP]
// dotnet run -c Release --project tests/Benchmarks -- micro rdfc DATASET.nq [FOLDER WITH npm's rdf-canonize]
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
    case ["micro", "jsonld", .. var folder]:
        JsonLdBenchmark.Run(folder.FirstOrDefault() ?? Path.Combine("..", "shared", "untp"));
        return 0;
    case ["micro", "hostile", .. var folder]:
        HostileBenchmark.Run(folder.FirstOrDefault() ?? Path.Combine("..", "shared", "untp"));
        return 0;
    case ["micro", "rdfc", var dataset, .. var peers]:
        RdfcBenchmark.Run(dataset, peers.FirstOrDefault());
        return 0;
    case ["micro", "start", ..]:
        StartBenchmark.Run(bodies);
        return 0;
    case ["storage"]:
        await StorageBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: Benchmarks micro parse|schema|jose|verify|start [BODIES] | micro jsonld|hostile [UNTP]"
            + " | micro rdfc DATASET.nq [PEERS] | storage");
        return 2;
}
