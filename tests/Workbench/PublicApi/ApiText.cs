using System.Reflection;
using System.Text;

namespace OpenCode.Workbench.PublicApi;

/// <summary>Spells types and members of an assembly as C#, with nullability.</summary>
internal static class ApiText
{
    private static readonly NullabilityInfoContext _nullability = new();

    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
        [typeof(ulong)] = "ulong",
        [typeof(uint)] = "uint",
        [typeof(float)] = "float",
    };

    public static string Type(Type type) => Type(type, null);

    public static string Type(Type type, NullabilityInfo? info)
    {
        string mark = info is not null && !type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsByRef) return Type(type.GetElementType()!, info);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Type(underlying, null) + "?";
        if (_keywords.TryGetValue(type, out string? keyword)) return keyword + mark;
        if (type.IsArray) return Type(type.GetElementType()!, info?.ElementType) + "[]" + mark;
        if (type.IsGenericParameter) return type.Name + mark;
        string name = (type.DeclaringType is { } outer ? Type(outer) + "." : "") + type.Name.Split('`')[0];
        Type[] arguments = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        if (arguments.Length == 0) return name + mark;
        IEnumerable<string> texts =
            arguments.Select((a, i) => Type(a, info?.GenericTypeArguments.Length == arguments.Length ? info.GenericTypeArguments[i] : null));
        return $"{name}<{string.Join(", ", texts)}>{mark}";
    }

    /// <summary>The head of a type: kind, name, bases.</summary>
    public static string Head(Type type)
    {
        var text = new StringBuilder();
        bool isRecord = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;
        if (typeof(Delegate).IsAssignableFrom(type)) return $"delegate {Signature(type.GetMethod("Invoke")!, Type(type))}";
        if (type.IsEnum)
            return $"enum {Type(type)} {{ {string.Join(", ", Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), null)}"))} }}";
        text.Append(type switch
        {
            { IsInterface: true } => "interface ",
            { IsValueType: true } => isRecord ? "readonly record struct " : "struct ",
            { IsAbstract: true, IsSealed: true } => "static class ",
            _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (type.GetMethod("<Clone>$") is null ? "class " : "record "),
        });
        text.Append(Type(type));
        IEnumerable<Type> inherited = type.BaseType?.GetInterfaces() ?? [];
        Type[] own = type.GetInterfaces().Except(inherited).ToArray();
        List<string> bases =
            own.Where(i => i.IsPublic && !own.Any(o => o != i && o.GetInterfaces().Contains(i)) && !i.Name.StartsWith("IEquatable", StringComparison.Ordinal))
            .Select(Type).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } super && super != typeof(object) && super != typeof(ValueType)) bases.Insert(0, Type(super));
        if (bases.Count > 0) text.Append(" : ").AppendJoin(", ", bases);
        return text.ToString();
    }

    /// <summary>The members that a type declares itself and others can use, sorted.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var lines = new List<string>();
        lines.AddRange(type.GetConstructors(declared).Where(IsVisible).Select(c => $"{Modifiers(c)}{type.Name.Split('`')[0]}({Parameters(c)})"));
        lines.AddRange(type.GetProperties(declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property));
        lines.AddRange(type.GetFields(declared).Where(f => (f.IsPublic || f.IsFamily) && !f.IsSpecialName)
            .Select(f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Type(f.FieldType, _nullability.Create(f))} {f.Name}"));
        lines.AddRange(type.GetEvents(declared).Where(e => IsVisible(e.AddMethod!)).Select(e => $"event {Type(e.EventHandlerType!)} {e.Name}"));
        lines.AddRange(type.GetMethods(declared).Where(m => IsVisible(m) && IsWritten(m)).Select(Method));
        return lines.Order(StringComparer.Ordinal);
    }

    public static string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsVisible);
        bool isRequired = property.GetCustomAttributes().Any(a => a.GetType().Name == "RequiredMemberAttribute");
        bool isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") == true;
        string get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        string set = property.SetMethod is { } setter && IsVisible(setter) ? isInit ? "init; " : "set; " : "";
        string index = property.GetIndexParameters().Length == 0
            ? property.Name
            : $"this[{string.Join(", ", property.GetIndexParameters().Select(p => $"{Type(p.ParameterType)} {p.Name}"))}]";
        return $"{Modifiers(accessor)}{(isRequired ? "required " : "")}{Type(property.PropertyType, _nullability.Create(property))} {index} {{ {get}{set}}}";
    }

    public static string Method(MethodInfo method) => Modifiers(method) + Signature(method, method.Name);

    private static string Signature(MethodInfo method, string name)
    {
        string generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Type))}>" : "";
        return $"{Type(method.ReturnType, _nullability.Create(method.ReturnParameter))} {name}{generics}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
    {
        string by = p.ParameterType.IsByRef ? p.IsOut ? "out " : p.IsIn ? "in " : "ref " : "";
        string fallback = p.HasDefaultValue ? $" = {Default(p)}" : "";
        return $"{by}{Type(p.ParameterType, _nullability.Create(p))} {p.Name}{fallback}";
    }));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsPublic ? "" : "protected ";
        string kind = method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : IsOverride(method)
            ? "override "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
        return access + kind;
    }

    private static bool IsVisible(MethodBase method)
        => method.IsPublic || (method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false };

    private static bool IsOverride(MethodBase method) => method is MethodInfo { IsVirtual: true } virtually && virtually.GetBaseDefinition() != virtually;

    // Accessors are shown as properties; what the compiler adds to records says nothing.
    private static bool IsWritten(MethodInfo method)
        => (!method.IsSpecialName || method.Name.StartsWith("op_Implicit", StringComparison.Ordinal)
            || method.Name.StartsWith("op_Explicit", StringComparison.Ordinal))
            && method.Name is not ("<Clone>$" or "PrintMembers" or "Equals" or "GetHashCode" or "ToString" or "Finalize" or "Deconstruct");
}
