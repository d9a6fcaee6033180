namespace OpenCode.Server.Turns;

/// <summary>The turns of a session, one after the other.</summary>
internal sealed class TurnLane
{
    private readonly Lock _lock = new();
    private readonly List<TurnPlace> _places = [];
    private Task _last = Task.CompletedTask;

    /// <summary>Whether a turn runs or waits.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock) return _places.Count > 0;
        }
    }

    /// <summary>Takes the last place in the line.</summary>
    /// <param name="stopping">Ends everything.</param>
    /// <returns>The place; dispose it when the turn has ended.</returns>
    public TurnPlace Enter(CancellationToken stopping)
    {
        lock (_lock)
        {
            var place = new TurnPlace(this, _last, stopping);
            _places.Add(place);
            _last = place.End;
            return place;
        }
    }

    /// <summary>Aborts the turn that runs, and those that wait.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> AbortAsync()
    {
        TurnPlace[] places;
        lock (_lock) places = [.. _places];
        foreach (TurnPlace place in places) await place.AbortAsync();
        return places.Length > 0;
    }

    internal void Leave(TurnPlace place)
    {
        lock (_lock) _places.Remove(place);
    }
}
