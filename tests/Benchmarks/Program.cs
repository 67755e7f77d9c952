using Benchmarks;

switch (args.FirstOrDefault())
{
    case "storage":
        await StorageBenchmark.RunAsync();
        break;
    default:
        Console.WriteLine("usage: Benchmarks micro | storage");
        break;
}
