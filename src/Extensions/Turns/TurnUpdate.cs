using System.Text.Json;
using OpenCode.Approvals;
using OpenCode.Core.Events;
using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>Something that happened in a turn.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
public abstract record TurnUpdate(string SessionId);

/// <summary>The agent wrote text.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="PartId">The part of the message; a message can have several texts.</param>
/// <param name="Delta">What is new, to append; the whole text where <paramref name="IsReplacement"/> is true.</param>
/// <param name="IsReplacement">Whether what was shown of this part is void, because the server keeps another text than it has sent. Hardly ever true.</param>
public sealed record TextUpdate(string SessionId, string PartId, string Delta, bool IsReplacement = false) : TurnUpdate(SessionId);

/// <summary>The agent thought aloud.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="PartId">The part of the message.</param>
/// <param name="Delta">What is new, to append; the whole text where <paramref name="IsReplacement"/> is true.</param>
/// <param name="IsReplacement">Whether what was shown of this part is void.</param>
public sealed record ReasoningUpdate(string SessionId, string PartId, string Delta, bool IsReplacement = false) : TurnUpdate(SessionId);

/// <summary>A tool begins to run.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="CallId">The call, the same in all updates of it.</param>
/// <param name="Tool">The name of the tool, such as <c>bash</c>.</param>
/// <param name="Input">Its arguments: a JSON object.</param>
public sealed record ToolStartedUpdate(string SessionId, string CallId, string Tool, JsonElement Input) : TurnUpdate(SessionId);

/// <summary>A running tool printed something.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="CallId">The call.</param>
/// <param name="Tool">The name of the tool.</param>
/// <param name="Output">All that it has printed so far; the server shortens what is long.</param>
public sealed record ToolOutputUpdate(string SessionId, string CallId, string Tool, string Output) : TurnUpdate(SessionId);

/// <summary>A tool has ended.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="CallId">The call.</param>
/// <param name="Tool">The name of the tool.</param>
/// <param name="Title">What the server calls the call, for people; null when it failed.</param>
/// <param name="Output">What it gave back to the model; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record ToolFinishedUpdate(string SessionId, string CallId, string Tool, string? Title, string? Output, string? Error) : TurnUpdate(SessionId);

/// <summary>A step of the agent changed a file.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="Path">The file, on the server.</param>
public sealed record FileChangedUpdate(string SessionId, string Path) : TurnUpdate(SessionId);

/// <summary>A step of the agent, which is one response of the model, has ended.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="Reason">Why, as the provider says: <c>stop</c>, <c>tool-calls</c>, <c>length</c>.</param>
/// <param name="Usage">What the step cost.</param>
public sealed record StepFinishedUpdate(string SessionId, string Reason, TurnUsage Usage) : TurnUpdate(SessionId);

/// <summary>The agent wants to do something that needs a permission; <see cref="TurnOptions.Permissions"/> decides.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="Request">What it wants.</param>
public sealed record PermissionAskedUpdate(string SessionId, PermissionRequest Request) : TurnUpdate(SessionId);

/// <summary>A permission was decided on, here or by another client.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Reply">The decision.</param>
public sealed record PermissionRepliedUpdate(string SessionId, string RequestId, PermissionReply Reply) : TurnUpdate(SessionId);

/// <summary>The agent asks its user something; <see cref="TurnOptions.Questions"/> answers.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="Request">The questions.</param>
public sealed record QuestionAskedUpdate(string SessionId, QuestionRequest Request) : TurnUpdate(SessionId);

/// <summary>Questions were answered or dismissed, here or by another client.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="RequestId">The request.</param>
/// <param name="IsDismissed">Whether nobody wanted to answer.</param>
public sealed record QuestionRepliedUpdate(string SessionId, string RequestId, bool IsDismissed) : TurnUpdate(SessionId);

/// <summary>The model failed, and the server will ask it again.</summary>
/// <param name="SessionId">Where: the turn's session, or that of a sub-agent.</param>
/// <param name="Attempt">The failed attempts so far.</param>
/// <param name="Reason">Why it failed, as the server says.</param>
/// <param name="Delay">How long it waits.</param>
public sealed record RetryUpdate(string SessionId, long Attempt, string Reason, TimeSpan Delay) : TurnUpdate(SessionId);

/// <summary>A sub-agent began to work in a session of its own.</summary>
/// <param name="SessionId">The new session.</param>
/// <param name="ParentId">The session that it works for.</param>
/// <param name="Title">Its title.</param>
public sealed record ChildStartedUpdate(string SessionId, string ParentId, string Title) : TurnUpdate(SessionId);

/// <summary>Events were missed, and what they would have said has been read from the server: nothing of the turn is lost.</summary>
/// <param name="SessionId">The turn's session.</param>
/// <param name="Gap">Since when, until when and why.</param>
public sealed record GapHealedUpdate(string SessionId, EventStreamGap Gap) : TurnUpdate(SessionId);

/// <summary>The turn is over; the last update.</summary>
/// <param name="SessionId">The turn's session.</param>
/// <param name="Result">What it has come to.</param>
public sealed record TurnCompletedUpdate(string SessionId, TurnResult Result) : TurnUpdate(SessionId);
