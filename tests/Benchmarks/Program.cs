Console.WriteLine("usage: Benchmarks micro");
