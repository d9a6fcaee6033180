using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>Is told what becomes of a prompt.</summary>
internal interface IPromptObserver
{
    /// <summary>Something happens.</summary>
    void Show(TurnUpdate update);

    /// <summary>It is over.</summary>
    void End(PromptOutcome outcome);
}
