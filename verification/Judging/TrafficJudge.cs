namespace OpenCode.Verification.Judging;

/// <summary>Who compares traffic with the spec.</summary>
public enum TrafficJudge
{
    /// <summary>The decoder of the generated client, strictly. What the client keeps is no difference: added properties, unknown values of enums.</summary>
    Client,

    /// <summary>A JSON Schema validator with the schemas of the OpenAPI document, without anything that was generated from it.</summary>
    Schema,

    /// <summary>Both: what the client sees, and what only the schemas see.</summary>
    Both,
}
