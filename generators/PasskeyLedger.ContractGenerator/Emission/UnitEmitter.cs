namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>One generated file.</summary>
internal sealed record GeneratedSource(string HintName, string Text);

/// <summary>Hands each unit to the emitters of what it needs.</summary>
internal static class UnitEmitter
{
    public static IEnumerable<GeneratedSource> Emit(ContractUnit unit, LanguageProfile profile)
    {
        var name = $"{unit.Namespace}.{unit.Name}";
        switch (unit)
        {
            case StructureUnit structure:
                yield return new GeneratedSource($"{name}.g.cs", StructureEmitter.Emit(structure, profile));
                yield return new GeneratedSource($"{name}.Json.g.cs", StructureJsonEmitter.Emit(structure, profile));
                yield return new GeneratedSource($"{name}.Validation.g.cs", ValidationEmitter.Emit(structure, profile));
                break;
            case ExceptionUnit exception:
                yield return new GeneratedSource($"{name}.g.cs", ExceptionEmitter.Emit(exception, profile));
                break;
            case EnumUnit values:
                yield return new GeneratedSource($"{name}.g.cs", EnumEmitter.Emit(values, profile));
                break;
            case ServiceUnit service:
                yield return new GeneratedSource($"{unit.Namespace}.I{unit.Name}.g.cs", InterfaceEmitter.Emit(service, profile));
                yield return new GeneratedSource($"{name}Client.g.cs", ClientEmitter.Emit(service, profile));
                yield return new GeneratedSource($"{name}Dispatcher.g.cs", DispatcherEmitter.Emit(service, profile));
                break;
            case StoredEventsUnit events:
                yield return new GeneratedSource($"{unit.Namespace}.IStoredEvent.g.cs", StoredEventsEmitter.EmitInterface(events, profile));
                yield return new GeneratedSource($"{name}.g.cs", StoredEventsEmitter.EmitRegistry(events, profile));
                break;
        }
    }
}
