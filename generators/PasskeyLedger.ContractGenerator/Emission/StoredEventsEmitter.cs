namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>What events have in common, and the registry from stored names to their types.</summary>
internal static class StoredEventsEmitter
{
    public static string EmitInterface(StoredEventsUnit unit, LanguageProfile profile) => GeneratedFile.Start(unit.Namespace, profile, "System.Text.Json")
        .Lines("""
            /// <summary>An event of the contract.</summary>
            public interface IStoredEvent
            {
                /// <summary>The name the event is stored and published under.</summary>
                string StoredName { get; }

                /// <summary>Writes the event as a JSON object.</summary>
                void WriteTo(Utf8JsonWriter writer);

                /// <summary>The event as JSON in UTF-8.</summary>
                byte[] ToJson();
            }
            """)
        .ToString();

    public static string EmitRegistry(StoredEventsUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(unit.Namespace, profile, "System", "System.Collections.Generic");
        writer.Line("/// <summary>The contract's events by the names they are stored under.</summary>");
        writer.Open("public static partial class StoredEvents");
        writer.Line("private static readonly string AssemblyName = typeof(StoredEvents).Assembly.GetName().Name!;");
        foreach (var stored in unit.Events)
            writer.Line($"private static readonly string {stored.Type}ClrType = {CSharpNames.Literal($"{unit.Namespace}.{stored.Type}, ")} + AssemblyName;");
        writer.Line();
        writer.Line("/// <summary>All stored names, in the contract's order.</summary>");
        var names = string.Join(", ", unit.Events.Select(stored => CSharpNames.Literal(stored.StoredName)));
        writer.Line($"public static IReadOnlyList<string> Names {{ get; }} = new[] {{ {names} }};").Line();
        writer.Lines("""
            /// <summary>
            /// Reads a stored event. Types and required members must be right; constraints are the writer's business, so that
            /// a newer contract's events and values can be read.
            /// </summary>
            /// <exception cref="ContractViolationException">No event has the name, or the JSON is not that event.</exception>
            public static IStoredEvent Read(string storedName, ReadOnlySpan<byte> utf8Json)
            {
                ReadEarlierForm(ref storedName, ref utf8Json);
                return storedName switch
                {
            """);
        foreach (var stored in unit.Events)
            writer.Continued($"    {CSharpNames.Literal(stored.StoredName)} => ContractJson.Read<{stored.Type}>(utf8Json, checksConstraints: false, {stored.Type}.TryReadValue),");
        writer.Lines("""
                    _ => throw new ContractViolationException(new[] { new ConstraintViolation(string.Empty, "no event is stored under the name '" + storedName + "'") }),
                };
            }

            /// <summary>Brings an event that was stored in an earlier form to one that the contract has. Where nothing implements it, there is none.</summary>
            static partial void ReadEarlierForm(ref string storedName, ref ReadOnlySpan<byte> utf8Json);

            /// <summary>The event's CLR type as stores name it: full name and assembly.</summary>
            public static string ClrTypeName(IStoredEvent storedEvent) => storedEvent switch
            {
            """);
        foreach (var stored in unit.Events)
            writer.Continued($"{stored.Type} => {stored.Type}ClrType,");
        writer.Lines("""
                _ => throw new ArgumentException("Not an event of this contract: " + storedEvent.GetType(), nameof(storedEvent)),
            };

            /// <summary>The members of a stored event that hold personal data; none where no event has the name.</summary>
            public static IReadOnlyList<PersonalMember> PersonalMembersOf(string storedName) => storedName switch
            {
            """);
        foreach (var stored in unit.Events.Where(stored => stored.HoldsPersonalData))
            writer.Continued($"{CSharpNames.Literal(stored.StoredName)} => {stored.Type}.PersonalMembers,");
        writer.Lines("""
                _ => Array.Empty<PersonalMember>(),
            };
            """);
        return writer.Close().ToString();
    }
}
