using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>Models as they are typed: <c>provider/model</c>.</summary>
internal static class ModelNames
{
    /// <exception cref="UsageException">It is none.</exception>
    public static ModelSelection Read(string name)
    {
        try
        {
            return ModelSelection.FromString(name);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--model is '{name}'; write the provider and the model, as in anthropic/claude-sonnet-4-5.");
        }
    }
}
