using System.CommandLine;
using OpenCode.Verification;
using OpenCode.Verification.Judging;

namespace OpenCodeGen.Cli.Commands;

/// <summary>The option <c>--judge</c>: who compares what a server sent with the spec.</summary>
internal static class JudgeOption
{
    private static readonly Dictionary<string, TrafficJudge> _judges = new()
    {
        ["client"] = TrafficJudge.Client,
        ["schema"] = TrafficJudge.Schema,
        ["both"] = TrafficJudge.Both,
    };

    public static Option<TrafficJudge> Create()
    {
        var option = new Option<TrafficJudge>("--judge")
        {
            Description = "Who compares: 'client', its decoder; 'schema', the schemas of the OpenAPI document itself; or 'both'. Default: client.",
            HelpName = string.Join('|', _judges.Keys),
            CustomParser = static result =>
            {
                string text = result.Tokens[0].Value;
                if (_judges.TryGetValue(text, out TrafficJudge judge)) return judge;
                result.AddError($"--judge is '{text}'; it takes {string.Join(", ", _judges.Keys.SkipLast(1))} or {_judges.Keys.Last()}.");
                return default;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. _judges.Keys]);
        return option;
    }
}
