namespace OpenCode.Models;

public sealed partial class ModelSelection
{
    /// <summary>Reads a model's name, as <c>opencode models</c> shows it.</summary>
    /// <param name="name">The provider, a slash, and the model: <c>anthropic/claude-sonnet-4-5</c>. The model may have slashes itself.</param>
    /// <exception cref="ArgumentException">The name has no slash, or nothing before or behind it.</exception>
    public static ModelSelection FromString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < name.Length - 1
            ? new ModelSelection { ProviderId = name[..slash], ModelId = name[(slash + 1)..] }
            : throw new ArgumentException($"\"{name}\" names no model. Write the provider and the model: \"anthropic/claude-sonnet-4-5\".", nameof(name));
    }

    /// <summary>Reads a model's name, as <c>opencode models</c> shows it.</summary>
    /// <param name="name">The provider, a slash, and the model; null for no model.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator ModelSelection?(string? name) => name is null ? null : FromString(name);
}
