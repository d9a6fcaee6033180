using System.CommandLine;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen check-traffic</c>: compares recorded traffic with the spec.</summary>
internal static class CheckTrafficCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A HAR 1.2 file, as browsers and proxies write it." };
        var address = new Option<Uri?>("--base")
        {
            Description = "Where the server is, for example http://127.0.0.1:4096; requests to other places are passed over. Default: found out.",
            CustomParser = static result =>
            {
                string text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https") return uri;
                result.AddError($"'{text}' is no http or https URL.");
                return null;
            },
        };
        var json = new Option<FileInfo?>("--json") { Description = "A file that receives the result as JSON." };
        var judge = JudgeOption.Create();
        var roundTrip = new Option<bool>("--round-trip") { Description = "Tell too which bodies the client would not write back as they came." };
        var command =
            new Command("check-traffic", "Compares the answers in a HAR file with the spec; exits with 1 when something unexpected differs.") { file, address,
                json, judge, roundTrip };
        command.SetAction((result, cancellationToken) => new CheckTrafficRun
        {
            File = result.GetRequiredValue(file),
            Base = result.GetValue(address),
            Json = result.GetValue(json),
            Judge = result.GetValue(judge),
            RoundTrip = result.GetValue(roundTrip),
        }.RunAsync(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }
}
