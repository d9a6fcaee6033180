using System.CommandLine;

namespace OpenCode.Ctl.Commands;

/// <summary>The option for rules for permissions: <c>allow:bash:git *</c>, <c>deny:edit</c>, <c>ask:webfetch</c>.</summary>
internal static class RuleOption
{
    public static Option<string[]> Create() => new("--rule")
    {
        Description = "A rule for permissions, as ACTION:PERMISSION[:PATTERN] with allow, ask or deny, such as 'allow:bash:git *'. Several are possible.",
        HelpName = "rule",
        Arity = ArgumentArity.OneOrMore,
    };
}
