using System.Reflection;
using System.Runtime.CompilerServices;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Tests.Releases;
using OpenCodeGen.Emitting;
using OpenCodeGen.Settings;

namespace OpenCodeGen.Changes.Tests.Callers;

/// <summary>What is read out of generated text is what the compiler sees.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public void The_surface_of_the_client_is_that_of_its_assembly()
    {
        // A small release: one with unions, enums, queries and bodies of every kind.
        Generation generation = Generation.Run(ReleaseArchive.Of("1.0.0"), "1.0.0", settings: new GeneratorSettings { Namespace = "Whole" });
        IReadOnlyDictionary<string, SurfaceType> read = SurfaceReader.Read(generation.Files);
        Assembly compiled = CallerCompiler.Load(generation);

        string[] types = [.. compiled.GetExportedTypes().Select(static t => t.FullName!.Replace('+', '.').Split('`')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(types, read.Keys.Order(StringComparer.Ordinal));
        List<string> differences = [];
        foreach (Type type in compiled.GetExportedTypes())
        {
            SurfaceType found = read[type.FullName!.Replace('+', '.')];
            string[] names = [.. found.Members.Values.Select(static m => $"{m.Name.Split('<')[0]}/{m.Parameters?.Count ?? -1}{(m.IsRequired ? "!" : "")}")
                .Order(StringComparer.Ordinal)];

            // A constructor that nobody wrote stands in no text.
            string[] members = [.. MembersOf(type).Where(m => m != ".ctor/0" || names.Contains(m))];
            if (!members.SequenceEqual(names)) differences.Add($"{type.FullName}: -{string.Join(", ", members.Except(names))} +{string.Join(", ", names.Except(members))}");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} types\n{string.Join('\n', differences.Take(20))}");
    }

    [Fact]
    public void A_finding_names_the_type_around_a_nested_one_and_its_kind_in_plain_words()
    {
        static IReadOnlyDictionary<string, SurfaceType> Read(string kind)
            => SurfaceReader.Read([new PlannedFile("a.cs", $"namespace A.B;\n\npublic {kind} Outer\n{{\n    public {kind} Inner\n    {{\n    }}\n}}\n")]);

        IReadOnlyList<CallerFinding> findings = SurfaceComparison.Run(Read("sealed class"), Read("abstract class"));

        Assert.Equal(
            ["Outer: it was a sealed class and is an abstract class", "Outer.Inner: it was a sealed class and is an abstract class"],
            findings.Select(static f => $"{f.Subject}: {f.Message}"));
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> constructors = type.GetConstructors(declared | BindingFlags.NonPublic).Where(static c => c.IsPublic || c.IsFamily)
            .Select(static c => $".ctor/{c.GetParameters().Length}");
        IEnumerable<string> properties = type.GetProperties(declared).Select(static p
            => $"{(p.GetIndexParameters().Length > 0 ? "this" : p.Name)}/{(p.GetIndexParameters().Length > 0 ? p.GetIndexParameters().Length : -1)}{(p.IsDefined(typeof(RequiredMemberAttribute)) ? "!" : "")}");
        IEnumerable<string> fields = type.GetFields(declared).Select(static f => $"{f.Name}/-1");
        IEnumerable<string> methods = type.GetMethods(declared).Where(m => !m.IsSpecialName && !IsMadeByTheCompiler(m)).Select(static m => $"{m.Name}/{m.GetParameters().Length}");
        IEnumerable<string> operators = type.GetMethods(declared).Where(m => m.Name.StartsWith("op_", StringComparison.Ordinal) && !IsMadeByTheCompiler(m))
            .Select(static m => m.Name switch
            {
                "op_Implicit" => $"implicit operator {m.ReturnType.Name}/1",
                "op_Explicit" => $"explicit operator {m.ReturnType.Name}/1",
                _ => $"{m.Name}/{m.GetParameters().Length}",
            });
        return constructors.Concat(properties).Concat(fields).Concat(methods).Concat(operators).Order(StringComparer.Ordinal);
    }

    private static bool IsMadeByTheCompiler(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute));
}
