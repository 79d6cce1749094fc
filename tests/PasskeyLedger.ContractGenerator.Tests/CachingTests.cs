using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Steps = PasskeyLedger.ContractGenerator.SmithyContractGenerator.Steps;

namespace PasskeyLedger.ContractGenerator.Tests;

public sealed class CachingTests
{
    private const string Head = "$version: \"2.0\"\nnamespace example\n";

    private static readonly ImmutableArray<string> AllSteps = [.. typeof(Steps).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void a_second_run_over_unchanged_input_emits_nothing_anew()
    {
        var project = InMemoryProject.ForNet().WithOwnContracts();
        var compilation = project.EmptyCompilation();
        var first = project.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        var second = Result(first.RunGenerators(compilation.Clone(), TestContext.Current.CancellationToken));

        foreach (var step in AllSteps.Except([Steps.Problems]))
            Reasons(second, step).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        Outputs(second).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void a_change_of_the_csharp_code_emits_no_contract_anew()
    {
        var project = InMemoryProject.ForNet().WithOwnContracts();
        var compilation = project.EmptyCompilation();
        var first = project.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        var edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;", cancellationToken: TestContext.Current.CancellationToken));
        var second = Result(first.RunGenerators(edited, TestContext.Current.CancellationToken));

        Reasons(second, Steps.Profile).ShouldBe([IncrementalStepRunReason.Unchanged]);
        Outputs(second).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void an_edit_of_one_contract_emits_only_the_types_it_touches()
    {
        var second = RunEdited(
            [("a.smithy", "structure First { a: String }\nstructure Second { b: First }"), ("b.smithy", "structure Third {}")],
            "a.smithy",
            "structure First { a: Integer }\nstructure Second { b: First }");

        Changed(second).ShouldBe(["First"]);
        Reasons(second, Steps.Parse).Count(reason => reason == IncrementalStepRunReason.Cached).ShouldBe(1);
    }

    [Fact]
    public void an_edit_that_only_moves_a_shape_emits_nothing_anew()
        => Changed(RunEdited([("a.smithy", "structure First {}")], "a.smithy", "// A comment.\n\n\nstructure First {}")).ShouldBeEmpty();

    [Fact]
    public void a_shape_that_comes_in_one_file_touches_no_other_file()
    {
        var second = RunEdited(
            [("a.smithy", "structure First {}"), ("b.smithy", "structure Third { x: Text }\nstring Text")],
            "a.smithy",
            "structure Zero {}\nstructure First {}");

        Changed(second).ShouldNotContain("Third");
    }

    [Fact]
    public void an_edit_of_a_shape_that_another_file_uses_emits_the_user_too()
        => Changed(RunEdited(
            [("a.smithy", "@length(max: 5)\nstring Text"), ("b.smithy", "structure Third { x: Text }\nstructure Fourth {}")],
            "a.smithy",
            "@length(max: 6)\nstring Text")).ShouldBe(["Third"]);

    [Fact]
    public void an_edit_of_a_contract_links_what_was_released_no_second_time()
    {
        var second = RunEdited(
            project => project.WithReleased("released.smithy", Head + "structure First { a: String }"),
            [("a.smithy", "structure First { a: String }")],
            "a.smithy",
            "structure First { a: Integer }");

        Reasons(second, Steps.Released).ShouldBe([IncrementalStepRunReason.Cached]);
        Reasons(second, Steps.Evolution).ShouldBe([IncrementalStepRunReason.Modified]);
        second.Diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["PLC103"]);
    }

    [Fact]
    public void an_edit_of_what_was_released_emits_nothing_anew()
    {
        var project = InMemoryProject.ForNet().With("a.smithy", Head + "structure First { a: String }").WithReleased("released.smithy", Head + "structure First {}");
        var compilation = project.EmptyCompilation();
        var driver = project.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var frozen = Texts(driver).Single(text => text.Path == "released.smithy");

        var edited = driver.ReplaceAdditionalText(frozen, new InMemoryProject.ContractText("released.smithy", Head + "structure First { b: String }", csharpNamespace: null) { IsReleased = true });
        var second = Result(edited.RunGenerators(compilation, TestContext.Current.CancellationToken));

        Changed(second).ShouldBeEmpty();
        Reasons(second, Steps.Parse).ShouldBe([IncrementalStepRunReason.Cached]);
        second.Diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["PLC102"]);
    }

    [Fact]
    public void nothing_of_the_compiler_is_kept_in_a_step_s_output()
    {
        var project = InMemoryProject.ForNet().WithOwnContracts();
        var result = Result(project.Driver().RunGenerators(project.EmptyCompilation(), TestContext.Current.CancellationToken));

        foreach (var step in AllSteps)
        {
            foreach (var (value, _) in result.TrackedSteps.GetValueOrDefault(step, []).SelectMany(run => run.Outputs))
                Held(value).Where(held => held is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or AdditionalText or Location).ShouldBeEmpty(step);
        }
    }

    [Fact]
    public void every_step_is_tracked_by_its_name()
    {
        var project = InMemoryProject.ForNet().With("a.smithy", Head + "structure A { b: Missing }");
        var faulty = Result(project.Driver().RunGenerators(project.EmptyCompilation(), TestContext.Current.CancellationToken));
        var right = Result(RunOnce([("a.smithy", "structure A {}")], out _));

        faulty.TrackedSteps.Keys.Union(right.TrackedSteps.Keys).Intersect(AllSteps).ShouldBe(AllSteps, ignoreOrder: true);
    }

    private static GeneratorDriver RunOnce((string Path, string Shapes)[] contracts, out CSharpCompilation compilation, Action<InMemoryProject>? prepare = null)
    {
        var project = InMemoryProject.ForNet();
        prepare?.Invoke(project);
        foreach (var (path, shapes) in contracts)
            project.With(path, Head + shapes);
        compilation = project.EmptyCompilation();
        return project.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
    }

    private static GeneratorRunResult RunEdited((string Path, string Shapes)[] contracts, string path, string shapes)
        => RunEdited(_ => { }, contracts, path, shapes);

    private static GeneratorRunResult RunEdited(Action<InMemoryProject> prepare, (string Path, string Shapes)[] contracts, string path, string shapes)
    {
        var driver = RunOnce(contracts, out var compilation, prepare);
        var old = contracts.Single(contract => contract.Path == path);
        var before = Texts(driver).Single(text => text.Path == old.Path);
        var edited = driver.ReplaceAdditionalText(before, new InMemoryProject.ContractText(path, Head + shapes, "Example"));
        return Result(edited.RunGenerators(compilation, TestContext.Current.CancellationToken));
    }

    /// <summary>The driver does not show its texts; the first step's inputs do.</summary>
    private static IEnumerable<AdditionalText> Texts(GeneratorDriver driver) => Result(driver).TrackedSteps[Steps.Read]
        .SelectMany(Ancestors)
        .SelectMany(step => step.Outputs)
        .Select(output => output.Value)
        .OfType<AdditionalText>()
        .Distinct();

    private static IEnumerable<IncrementalGeneratorRunStep> Ancestors(IncrementalGeneratorRunStep step)
        => step.Inputs.SelectMany(input => Ancestors(input.Source)).Append(step);

    private static GeneratorRunResult Result(GeneratorDriver driver) => driver.GetRunResult().Results.Single();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step)
    {
        result.TrackedSteps.ShouldContainKey(step);
        return result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason).ToList();
    }

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result)
        => result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(run => run.Outputs).Select(output => output.Reason);

    /// <summary>The types whose text had to be made again.</summary>
    private static IEnumerable<string> Changed(GeneratorRunResult result) => result.TrackedSteps[Steps.Emission]
        .SelectMany(run => run.Outputs)
        .Where(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .Select(output => (((Emission.ContractUnit, Emission.LanguageProfile))output.Value).Item1.Name);

    /// <summary>All objects that can be reached from a value.</summary>
    private static HashSet<object> Held(object value)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object?>([value]);
        while (waiting.TryPop(out var next))
        {
            if (next is null or string || next.GetType().IsPrimitive || next.GetType().IsEnum || next is MemberInfo || !seen.Add(next))
                continue;
            if (next is Array array)
            {
                foreach (var item in (IEnumerable)array)
                    waiting.Push(item);
                continue;
            }

            for (var type = next.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    waiting.Push(field.GetValue(next));
            }
        }

        return seen;
    }
}
