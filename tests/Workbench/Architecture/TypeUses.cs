using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OpenCode.Workbench.Architecture;

/// <summary>Which types of a module use which others: in signatures, attributes and code. What is nested counts for the type it is nested in.</summary>
internal sealed class TypeUses
{
    private readonly ModuleDefinition _module;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly bool _everywhere;

    private TypeUses(ModuleDefinition module, bool everywhere) => (_module, _everywhere) = (module, everywhere);

    /// <param name="module">The module.</param>
    /// <param name="everywhere">Whether types of other assemblies count, too.</param>
    public static Dictionary<string, HashSet<string>> In(ModuleDefinition module, bool everywhere = false)
    {
        // Without a namespace there is only what the compiler makes; source generators write into namespaces of the framework.
        IEnumerable<TypeDefinition> written = module.Types.Where(static t => t.Namespace.Length > 0 && !t.Name.StartsWith('<'));
        return written.ToDictionary(static t => t.FullName, t => Of(module, t, everywhere), StringComparer.Ordinal);
    }

    private static HashSet<string> Of(ModuleDefinition module, TypeDefinition type, bool everywhere)
    {
        TypeUses uses = new(module, everywhere);
        uses.AddDefinition(type);
        uses._used.Remove(type.FullName);
        return uses._used;
    }

    private void AddDefinition(TypeDefinition type)
    {
        Add(type.BaseType);
        foreach (InterfaceImplementation implemented in type.Interfaces) Add(implemented.InterfaceType);
        AddAttributes(type);
        AddConstraints(type);
        foreach (FieldDefinition field in type.Fields)
        {
            Add(field.FieldType);
            AddAttributes(field);
        }

        foreach (PropertyDefinition property in type.Properties) AddAttributes(property);
        foreach (MethodDefinition method in type.Methods) AddMethod(method);
        foreach (TypeDefinition nested in type.NestedTypes) AddDefinition(nested);
    }

    private void AddMethod(MethodDefinition method)
    {
        AddSignature(method);
        AddAttributes(method);
        AddConstraints(method);
        foreach (ParameterDefinition parameter in method.Parameters) AddAttributes(parameter);
        if (!method.HasBody) return;
        foreach (VariableDefinition variable in method.Body.Variables) Add(variable.VariableType);
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers) Add(handler.CatchType);
        foreach (Instruction instruction in method.Body.Instructions) AddOperand(instruction.Operand);
    }

    private void AddOperand(object? operand)
    {
        switch (operand)
        {
            case TypeReference type:
                Add(type);
                break;
            case FieldReference field:
                Add(field.DeclaringType);
                Add(field.FieldType);
                break;
            case MethodReference method:
                Add(method.DeclaringType);
                AddSignature(method);
                if (method is GenericInstanceMethod generic) AddAll(generic.GenericArguments);
                break;
        }
    }

    private void AddSignature(IMethodSignature method)
    {
        Add(method.ReturnType);
        AddAll(method.Parameters.Select(static p => p.ParameterType));
    }

    private void AddAttributes(Mono.Cecil.ICustomAttributeProvider provider)
    {
        foreach (CustomAttribute attribute in provider.CustomAttributes)
        {
            Add(attribute.AttributeType);
            AddAll(attribute.ConstructorArguments.Select(static a => a.Value).OfType<TypeReference>());
        }
    }

    private void AddConstraints(IGenericParameterProvider provider) =>
        AddAll(provider.GenericParameters.SelectMany(static p => p.Constraints).Select(static c => c.ConstraintType));

    private void AddAll(IEnumerable<TypeReference> types)
    {
        foreach (TypeReference type in types) Add(type);
    }

    private void Add(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                AddAll(generic.GenericArguments);
                Add(generic.ElementType);
                return;
            case TypeSpecification specification:
                Add(specification.ElementType);
                return;
        }

        while (type.DeclaringType is { } outer) type = outer;
        if ((_everywhere || type.Scope == _module) && type.Namespace.Length > 0) _used.Add(type.FullName);
    }
}
