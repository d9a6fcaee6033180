namespace OpenCode.Contract.Tests.Mutations;

/// <summary>What is done to a response.</summary>
internal enum MutationKind
{
    DroppedProperty,
    ChangedType,
    RenamedTag,
    ChangedStatus,
    NewEnumValue,
    AddedProperty,
}

internal static class MutationKinds
{
    public static IReadOnlyList<MutationKind> All { get; } = Enum.GetValues<MutationKind>();

    /// <summary>Whether a client of the old shape cannot live with it. New values of open enums and new properties are no harm.</summary>
    public static bool IsBreaking(this MutationKind kind) => kind is not (MutationKind.NewEnumValue or MutationKind.AddedProperty);
}
