using System.Text.RegularExpressions;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>A shape, or one of its members, as a selector sees the model.</summary>
internal readonly record struct ModelElement(Shape Shape, Member? Member);

/// <summary>
/// A selector (Smithy 2.0, "Selectors"), as far as trait definitions commonly need them: shape types, attributes of id and
/// traits, <c>:is</c>, <c>:not</c>, <c>:test</c>, and the ways <c>&gt;</c> to members and targets and <c>&lt;</c> back.
/// </summary>
internal sealed class Selector
{
    private static readonly Regex Attribute = new(
        @"\G\[\s*(?<path>[A-Za-z_.#$|]+)\s*(?:=\s*(?<value>""[^""]*""|'[^']*'|[A-Za-z0-9_.#$-]+)\s*)?\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly IReadOnlyList<Func<SmithyModel, IEnumerable<ModelElement>, IEnumerable<ModelElement>>> steps;

    private Selector(IReadOnlyList<Func<SmithyModel, IEnumerable<ModelElement>, IEnumerable<ModelElement>>> steps) => this.steps = steps;

    /// <summary>Null where the selector says more than is understood here.</summary>
    public static Selector? Parse(string text)
    {
        var parser = new Reader(text);
        return parser.ReadSteps(isNested: false) is { } selector && parser.IsAtEnd ? selector : null;
    }

    public HashSet<ModelElement> Select(SmithyModel model)
    {
        var all = model.Shapes.SelectMany(shape => shape.Members.Select(member => new ModelElement(shape, member)).Prepend(new ModelElement(shape, null)));
        return [.. Evaluate(model, all)];
    }

    private IEnumerable<ModelElement> Evaluate(SmithyModel model, IEnumerable<ModelElement> elements)
        => steps.Aggregate(elements, (selected, step) => step(model, selected));

    private bool Finds(SmithyModel model, ModelElement element) => Evaluate(model, [element]).Any();

    private static IEnumerable<ModelElement> Forward(SmithyModel model, ModelElement element)
    {
        if (element.Member is null)
            return element.Shape.Members.Select(member => new ModelElement(element.Shape, member));
        return model.Find(element.Member.Target) is { } target ? [new ModelElement(target, null)] : [];
    }

    private static IEnumerable<ModelElement> Back(SmithyModel model, ModelElement element)
    {
        if (element.Member is not null)
            return [new ModelElement(element.Shape, null)];
        return model.Shapes.SelectMany(shape => shape.Members.Where(member => member.Target == element.Shape.Id).Select(member => new ModelElement(shape, member)));
    }

    private static Func<ModelElement, bool>? OfType(string type) => type switch
    {
        "*" => _ => true,
        "member" => element => element.Member is not null,
        "number" => element => element.Member is null && element.Shape.Kind is ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long
            or ShapeKind.Float or ShapeKind.Double or ShapeKind.BigInteger or ShapeKind.BigDecimal or ShapeKind.IntEnum,
        "simpleType" => element => element.Member is null && (element.Shape.Kind.IsSimple() || element.Shape.Kind is ShapeKind.Enum or ShapeKind.IntEnum),
        "string" => element => element.Member is null && element.Shape.Kind is ShapeKind.String or ShapeKind.Enum,
        "integer" => element => element.Member is null && element.Shape.Kind is ShapeKind.Integer or ShapeKind.IntEnum,
        "list" or "collection" => element => element.Member is null && element.Shape.Kind is ShapeKind.List or ShapeKind.Set,
        _ => ShapeKinds.FromKeyword(type) is { } kind ? element => element.Member is null && element.Shape.Kind == kind : null,
    };

    /// <summary><c>[id=a#B]</c>, <c>[id|namespace=a]</c>, <c>[trait|a#b]</c>; a trait of the prelude without its namespace.</summary>
    private static Func<ModelElement, bool>? HasAttribute(string path, string? value)
    {
        const string TraitPath = "trait|";
        if (path == "id" && value is not null)
            return element => (element.Member is null ? element.Shape.Id.ToString() : $"{element.Shape.Id}${element.Member.Name}") == value;
        if (path == "id|namespace" && value is not null)
            return element => element.Shape.Id.Namespace == value;
        if (!path.StartsWith(TraitPath, StringComparison.Ordinal) || path.LastIndexOf('|') >= TraitPath.Length || value is not null)
            return null;
        var name = path.Substring(TraitPath.Length);
        var id = name.IndexOf('#') < 0 ? $"{ShapeId.Prelude}#{name}" : name;
        return element => (element.Member?.Traits ?? element.Shape.Traits).Any(applied => applied.Id.ToString() == id);
    }

    /// <summary>Reads a selector's text. What it does not understand makes the whole answer null.</summary>
    private sealed class Reader(string text)
    {
        private int offset;

        public bool IsAtEnd => offset == text.Length;

        public Selector? ReadSteps(bool isNested)
        {
            var steps = new List<Func<SmithyModel, IEnumerable<ModelElement>, IEnumerable<ModelElement>>>();
            for (SkipSpaces(); !IsAtEnd && !(isNested && text[offset] is ',' or ')'); SkipSpaces())
            {
                if (ReadStep() is not { } step)
                    return null;
                steps.Add(step);
            }

            return steps.Count == 0 ? null : new Selector(steps);
        }

        private Func<SmithyModel, IEnumerable<ModelElement>, IEnumerable<ModelElement>>? ReadStep()
        {
            switch (text[offset])
            {
                case '>':
                    offset++;
                    return (model, elements) => elements.SelectMany(element => Forward(model, element));
                case '<':
                    offset++;
                    return (model, elements) => elements.SelectMany(element => Back(model, element));
                case ':':
                    offset++;
                    return ReadFunction(ReadWord());
                case '[':
                    var match = Attribute.Match(text, offset);
                    offset += match.Length;
                    var value = match.Groups["value"];
                    return match.Success ? Filter(HasAttribute(match.Groups["path"].Value, value.Success ? value.Value.Trim('"', '\'') : null)) : null;
                case '*':
                    offset++;
                    return Filter(OfType("*"));
                default:
                    return Filter(OfType(ReadWord()));
            }
        }

        private Func<SmithyModel, IEnumerable<ModelElement>, IEnumerable<ModelElement>>? ReadFunction(string name)
        {
            if (IsAtEnd || text[offset] != '(')
                return null;
            var arguments = new List<Selector>();
            do
            {
                offset++;
                if (ReadSteps(isNested: true) is not { } argument)
                    return null;
                arguments.Add(argument);
            }
            while (!IsAtEnd && text[offset] == ',');

            if (IsAtEnd)
                return null;
            offset++;
            return name switch
            {
                "is" => (model, elements) => elements.SelectMany(element => arguments.SelectMany(argument => argument.Evaluate(model, [element]))),
                "test" => (model, elements) => elements.Where(element => arguments.Exists(argument => argument.Finds(model, element))),
                "not" => (model, elements) => elements.Where(element => !arguments.Exists(argument => argument.Finds(model, element))),
                _ => null,
            };
        }

        private static Func<SmithyModel, IEnumerable<ModelElement>, IEnumerable<ModelElement>>? Filter(Func<ModelElement, bool>? condition)
            => condition is null ? null : (_, elements) => elements.Where(condition);

        private string ReadWord()
        {
            var start = offset;
            while (!IsAtEnd && char.IsLetter(text[offset]))
                offset++;
            return text.Substring(start, offset - start);
        }

        private void SkipSpaces()
        {
            while (!IsAtEnd && char.IsWhiteSpace(text[offset]))
                offset++;
        }
    }
}
