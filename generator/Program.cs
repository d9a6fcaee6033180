using OpenCodeGen;

// The build step's entry: fixed arguments, no parser to load. People use the opencodegen tool, which has the same options.
const int usageFailed = 100;
if (args.Length is not (3 or 4) || (args.Length == 4 && args[3] != "--check"))
{
    Console.Error.WriteLine("usage: OpenCodeGen.Generator SPEC OUTPUT NAMES [--check]");
    return usageFailed;
}

return new GenerateRun
{
    Spec = new FileInfo(args[0]),
    Output = new DirectoryInfo(args[1]),
    Names = new FileInfo(args[2]),
    Check = args.Length == 4,
}.Run(Console.Out, Console.Error);
