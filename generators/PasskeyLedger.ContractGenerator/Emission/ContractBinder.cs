using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Linking;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>A parsed file and the C# namespace its shapes go to.</summary>
internal sealed record ContractFile(SmithyFile Syntax, string? CSharpNamespace);

/// <summary>What one file's shapes become, or what a namespace holds beside them.</summary>
internal sealed record FileUnits(string Path, EquatableArray<ContractUnit> Units);

/// <summary>What all files become together, and all that is wrong with them.</summary>
internal sealed record BoundContracts(EquatableArray<FileUnits> Files, EquatableArray<Problem> Problems);

/// <summary>Decides what C# each shape becomes, and reports what the emitters have no form for.</summary>
internal sealed class ContractBinder
{
    private readonly SmithyModel model;
    private readonly TypeNames typeNames;
    private readonly List<Problem> problems;
    private readonly ValueBinder values;
    private readonly PersonalMemberBinder personal;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    private ContractBinder(SmithyModel model, Dictionary<string, string> namespaces)
    {
        this.model = model;
        problems = [.. model.Problems];
        typeNames = new TypeNames(model, namespaces, problems);
        values = new ValueBinder(model, typeNames, problems);
        personal = new PersonalMemberBinder(model, problems);
    }

    public static BoundContracts Bind(IReadOnlyList<ContractFile> files)
    {
        var byPath = files.Where(file => file.CSharpNamespace is not null).ToDictionary(file => file.Syntax.Path, file => file.CSharpNamespace!, StringComparer.Ordinal);
        var binder = new ContractBinder(ModelLinker.Link(files.Select(file => file.Syntax).ToList()), byPath);
        foreach (var file in files)
            binder.CheckFile(file);
        var units = files.Select(file => new FileUnits(file.Syntax.Path, binder.Units(file).ToEquatableArray())).ToList();
        units.AddRange(Registries(units).ToList());

        // A model with faults is not emitted: half a contract only adds errors of the C# compiler to the ones that matter.
        return binder.problems.TrueForAll(problem => problem.IsWarning)
            ? new BoundContracts(units.ToEquatableArray(), binder.problems.ToEquatableArray())
            : new BoundContracts([], binder.problems.ToEquatableArray());
    }

    private void CheckFile(ContractFile file)
    {
        var start = new SourceSpan(0, 0, 1, 1);
        if (file.Syntax.IsVersion1)
            Report(ProblemIds.Version, "code is generated from Smithy 2.0; write $version: \"2.0\" at the file's start", new SourceLocation(file.Syntax.Path, start));
        if (file.CSharpNamespace is not null)
            return;
        const string Message = "this file's C# namespace is not set; give its AdditionalFiles item the metadata CSharpNamespace";
        Report(ProblemIds.NamespaceMissing, Message, new SourceLocation(file.Syntax.Path, file.Syntax.Namespace?.Span ?? start));
    }

    private List<ContractUnit> Units(ContractFile file)
    {
        var units = new List<ContractUnit>();
        if (file.CSharpNamespace is not { } @namespace)
            return units;
        foreach (var shape in model.Shapes.Where(shape => shape.Location.Path == file.Syntax.Path && !IsDefinition(shape)))
        {
            CheckTraits(shape);
            if (Unit(shape, @namespace) is { } unit)
            {
                CheckName(unit, shape);
                units.Add(unit);
            }
        }

        return units;
    }

    /// <summary>The events of each C# namespace, whichever files they stand in.</summary>
    private static IEnumerable<FileUnits> Registries(IEnumerable<FileUnits> files) => files
        .SelectMany(file => file.Units)
        .OfType<StructureUnit>()
        .Where(unit => unit.StoredName is not null)
        .GroupBy(unit => unit.Namespace, StringComparer.Ordinal)
        .Select(events => new FileUnits(events.Key, [new StoredEventsUnit(events.Key, events.Select(unit => new StoredEventModel(unit.StoredName!, unit.Name, unit.PersonalMembers.Any())).ToEquatableArray())]));

    /// <summary>Shapes that only define traits or lend their members have no C# of their own.</summary>
    private static bool IsDefinition(Shape shape) => shape.Trait("trait") is not null || shape.Trait("mixin") is not null;

    private ContractUnit? Unit(Shape shape, string @namespace)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure when shape.Trait("error") is not null:
                return Exception(shape, @namespace);
            case ShapeKind.Structure or ShapeKind.Union:
                return Structure(shape, @namespace);
            case ShapeKind.Enum or ShapeKind.IntEnum:
                return EnumOf(shape, @namespace);
            case ShapeKind.Service:
                return new ServiceBinder(model, typeNames, problems).Bind(shape, @namespace);
            default:
                return null; // simple shapes, lists and maps live in the members that use them; operations and resources in their service
        }
    }

    private StructureUnit Structure(Shape shape, string @namespace)
    {
        var name = typeNames.Of(shape);
        var members = Members(shape, @namespace, member => CSharpNames.Property(member.Name, name));
        return new StructureUnit(@namespace, name, Documentation(shape.Traits), members, StoredName(shape), shape.Trait("sensitive") is not null, shape.Kind == ShapeKind.Union)
        {
            PersonalMembers = personal.Bind(shape).ToEquatableArray(),
        };
    }

    private ExceptionUnit Exception(Shape shape, string @namespace)
    {
        var name = typeNames.Of(shape);
        var message = shape.Members.FirstOrDefault(member => string.Equals(member.Name, "message", StringComparison.OrdinalIgnoreCase))?.Name;
        var members = Members(shape, @namespace, member => CSharpNames.ExceptionProperty(member.Name, name));
        return new ExceptionUnit(
            @namespace,
            name,
            Documentation(shape.Traits),
            members.Where(member => member.WireName != message).Select(member => member with { IsRequired = false, Default = null }).ToEquatableArray(),
            shape.Id.Name,
            message ?? "message",
            shape.HttpStatus(),
            shape.Trait("retryable") is not null);
    }

    private EquatableArray<MemberModel> Members(Shape shape, string @namespace, Func<Member, string> property)
    {
        var members = new List<MemberModel>();
        foreach (var member in shape.Members)
        {
            if (values.Bind(member, @namespace) is not { } value)
                continue;
            var deprecated = member.Trait("deprecated") is { Value: Node.Object reason } ? (reason["message"] as Node.Text)?.Value ?? string.Empty : null;
            members.Add(new MemberModel(member.Name, property(member), value, member.Trait("required") is not null, Documentation(member.Traits), deprecated)
            {
                Default = Default(shape, member, value),
                IsDefaultOptional = member.Trait("clientOptional") is not null || shape.Trait("input") is not null,
                IsIdempotencyToken = member.Trait("idempotencyToken") is not null && value.Kind == ValueKind.String,
            });
        }

        return members.ToEquatableArray();
    }

    /// <summary>The member's own default, else its target's, unless the member takes that back with null.</summary>
    private string? Default(Shape shape, Member member, ValueModel value)
    {
        var trait = member.Trait("default") ?? (shape.Kind == ShapeKind.Structure ? model.Find(member.Target)?.Trait("default") : null);
        if (trait is null or { Value: Node.Null } || member.Trait("required") is not null)
            return null;
        if (DefaultBinder.Expression(value, trait.Value) is { } expression)
            return expression;
        Report(ProblemIds.Constraint, "the default is out of the range that code can be generated for", trait.Location);
        return null;
    }

    private EnumUnit EnumOf(Shape shape, string @namespace)
    {
        var (name, isInteger) = (typeNames.Of(shape), shape.Kind == ShapeKind.IntEnum);
        var constants = shape.Members.Select(member =>
        {
            var text = member.EnumValue();
            return new EnumValue(CSharpNames.EnumConstant(member.Name, name), isInteger ? text : CSharpNames.Literal(text), text, Documentation(member.Traits));
        });
        var unit = new EnumUnit(@namespace, name, Documentation(shape.Traits), isInteger, constants.ToEquatableArray());
        foreach (var same in unit.Values.GroupBy(value => value.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Report(ProblemIds.NameCollision, $"two members of '{shape.Id.Name}' become '{same.Key}' in C#; rename one of them", shape.Location);
        return unit;
    }

    /// <summary>The value of a trait named storedEvent that the model defines.</summary>
    private string? StoredName(Shape shape)
    {
        var trait = shape.Traits.FirstOrDefault(trait => trait.Id.Name == "storedEvent" && trait.Id.Namespace != ShapeId.Prelude);
        if (trait is null)
            return null;
        if (trait.Value is Node.Text { Value.Length: > 0 } text)
            return text.Value;
        Report(ProblemIds.StoredEvent, "@storedEvent needs the name the event is stored under, as in @storedEvent(\"order_placed\")", trait.Location);
        return null;
    }

    private void CheckTraits(Shape shape)
    {
        foreach (var trait in shape.Traits.Concat(shape.Members.SelectMany(member => member.Traits)).Where(trait => !TraitSupport.IsSupported(trait.Id)))
            Report(ProblemIds.Unsupported, $"no code is generated for @{trait.Id.Name} yet; write the contract without it", trait.Location);
    }

    private void CheckName(ContractUnit unit, Shape shape)
    {
        var isTaken = !names.Add(unit.FullName);
        if (unit is StructureUnit)
            isTaken |= !names.Add($"{unit.FullName}Json") || !names.Add($"{unit.FullName}Constraints"); // the classes beside it
        if (isTaken)
            Report(ProblemIds.NameCollision, $"another shape becomes '{unit.Namespace}.{unit.Name}' too; give one of the files another CSharpNamespace", shape.Location);
        else if (CSharpNames.TakenTypes.Contains(unit.Name) || !CSharpNames.IsIdentifier(unit.Name))
            Report(ProblemIds.NameCollision, $"'{unit.Name}' cannot be the name of a generated type; rename the shape", shape.Location);
    }

    private static string? Documentation(EquatableArray<AppliedTrait> traits) => (traits.Named("documentation")?.Value as Node.Text)?.Value;

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));
}
