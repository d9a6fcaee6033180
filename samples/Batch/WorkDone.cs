namespace BatchSample;

/// <summary>Where an answer is from.</summary>
internal enum WorkSource
{
    /// <summary>The prompt was sent.</summary>
    Sent,

    /// <summary>It was answered before this program was stopped, and nobody had taken note of it.</summary>
    Found,

    /// <summary>The agent was interrupted in the middle, and has gone on.</summary>
    Continued,

    /// <summary>There is none.</summary>
    Failed,
}

/// <summary>What came of a prompt.</summary>
/// <param name="Entry">The prompt.</param>
/// <param name="Source">Where the answer is from.</param>
/// <param name="Text">The answer, or why there is none.</param>
internal sealed record WorkDone(JournalEntry Entry, WorkSource Source, string Text);
