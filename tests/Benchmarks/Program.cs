using Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- micro parse|schema|jose|verify|start [BODIES]
// dotnet run -c Release --project tests/Benchmarks -- micro di [FOLDER WITH peer.mjs AND ITS node_modules]
// dotnet run -c Release --project tests/Benchmarks -- micro jsonld|hostile [FOLDER OF UNTP]
// dotnet run -c Release --project tests/Benchmarks -- micro rdfc DATASET.nq [FOLDER WITH npm's rdf-canonize]
// dotnet run -c Release --project tests/Benchmarks -- issue [BODIES]
// dotnet run -c Release --project tests/Benchmarks -- numbers 10000000 | node tests/interop/numbers.mjs
// dotnet run -c Release --project tests/Benchmarks -- chain
// dotnet run -c Release --project tests/Benchmarks -- sign FOLDER, then node tests/interop/verify.mjs FOLDER
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
    case ["micro", "di", .. var peers]:
        DataIntegrityBenchmark.Run(Path.Combine("..", "shared", "bench", "peers", "bodies"), peers.FirstOrDefault());
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
    case ["numbers", var count]:
        NumberLines.Run(long.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["sign", var folder]:
        await SignedSamples.WriteAsync(folder);
        return 0;
    case ["chain"]:
        await ChainBenchmark.RunAsync();
        return 0;
    case ["issue", .. var folder]:
        await IssueBenchmark.RunAsync(folder.FirstOrDefault() ?? Path.Combine("..", "shared", "bench", "peers", "bodies"));
        return 0;
    case ["storage", ..]:
        await StorageBenchmark.RunAsync(args.ElementAtOrDefault(1));
        return 0;
    case ["backlog", ..]:
        await BacklogBenchmark.RunAsync(args.ElementAtOrDefault(1));
        return 0;
    case ["deliver", ..]:
        await DeliverBenchmark.RunAsync(args.ElementAtOrDefault(1), args.ElementAtOrDefault(2));
        return 0;
    case ["ingest", ..]:
        await IngestBenchmark.RunAsync(args.ElementAtOrDefault(1));
        return 0;
    default:
        Console.Error.WriteLine(
            """
            usage: Benchmarks micro parse|schema|jose|verify|start [BODIES]
                   Benchmarks micro jsonld|hostile [FOLDER OF UNTP]
                   Benchmarks micro di [PEERS]
                   Benchmarks micro rdfc DATASET.nq [PEERS]
                   Benchmarks numbers COUNT
                   Benchmarks sign FOLDER
                   Benchmarks chain
                   Benchmarks issue [BODIES]
                   Benchmarks storage|backlog|ingest [sqlite|postgres]
                   Benchmarks deliver [sqlite|postgres] [RECIPIENTS]
            """);
        return 2;
}
