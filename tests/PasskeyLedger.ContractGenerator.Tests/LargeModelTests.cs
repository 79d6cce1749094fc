using System.Diagnostics;
using PasskeyLedger.ContractGenerator.Emission;
using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>
/// The compiler reads a contract at every keystroke, so its size costs time in proportion and no stack. The sizes are such that work
/// for each pair would take minutes where the whole is to take a second or two.
/// </summary>
public sealed class LargeModelTests
{
    private const int Many = 100_000;
    private const int SmallStack = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("an object's keys")]
    [InlineData("metadata")]
    [InlineData("a structure's members")]
    [InlineData("inherited members")]
    [InlineData("traits on inherited members")]
    [InlineData("unique items")]
    [InlineData("shape ids in a value")]
    public void work_grows_with_the_model_and_not_with_its_square(string what)
    {
        var text = what switch
        {
            "an object's keys" => $"$version: \"2.0\"\nmetadata a = {{{Each(i => $"k{i}: {i}")}}}\nmetadata a = {{{Each(i => $"k{i}: {i}")}}}\nnamespace example\n",
            "metadata" => $"$version: \"2.0\"\n{Each(i => $"metadata m{i} = {i}\n")}namespace example\n",
            "a structure's members" => $"{LinkedText.Head}structure S {{\n{Each(i => $"m{i}: String\n")}}}\n",
            "inherited members" => $"{LinkedText.Head}@mixin\nstructure M {{\n{Each(i => $"m{i}: String\n")}}}\nstructure S with [M] {{\n{Each(i => $"$m{i}\n")}}}\n",
            "traits on inherited members" => $"{LinkedText.Head}@mixin\nstructure M {{\n{Each(i => $"m{i}: String\n")}}}\nstructure S with [M] {{}}\n{Each(i => $"apply S$m{i} @required\n")}",
            "unique items" => $"{LinkedText.Head}@mine([{Each(i => $"[{i}.0],")}])\nstring A\n@trait\n@uniqueItems\nlist mine {{ member: L }}\nlist L {{ member: BigDecimal }}\n",
            _ => $"{LinkedText.Head}@mine([{Each(i => $"A{i % 1000}, ")}])\nstring A\n@trait\nlist mine {{ member: Id }}\n@idRef(failWhenMissing: true, selector: \"string\")\nstring Id\n{string.Concat(Enumerable.Range(0, 1000).Select(i => $"string A{i}\n"))}",
        };
        var watch = Stopwatch.StartNew();

        LinkedText.Link(text).Problems.ShouldBeEmpty();

        watch.Elapsed.ShouldBeLessThan(Patience);
    }

    [Theory]
    [InlineData("~> ~> ~> ~> ~> ~> *")]
    [InlineData("> > > > > > > > > > > > *")]
    [InlineData("structure $a(*) ~> structure $a(*) ~> structure $a(*) ~> *")]
    [InlineData("structure :not(~> ~> ~> [id|name=Nothing])")]
    [InlineData("structure :topdown(~> ~> service)")]
    public void work_grows_with_the_model_and_not_with_the_ways_through_it(string selector)
    {
        var watch = Stopwatch.StartNew();

        LinkedText.Link($"{LinkedText.Head}{HoldingEachOther()}@trait(selector: \"{selector}\")\nstructure mine {{}}\napply S0$m0 @mine\n");

        watch.Elapsed.ShouldBeLessThan(Patience);
    }

    [Fact]
    public void structures_that_all_hold_each_other_are_turned_to_code()
        => ContractBinder.Bind([new ContractFile(Parser.Parse("a.smithy", LinkedText.Head + HoldingEachOther()), "Example")]).Problems.ShouldBeEmpty();

    [Fact]
    public void a_selector_is_as_long_as_it_likes_but_not_as_deep()
        => OnSmallStack(() =>
        {
            var graph = new ShapeGraph(LinkedText.Link($"{LinkedText.Head}structure A {{ a: A }}\n"));

            Selector.Parse(string.Concat(Enumerable.Repeat("> ", 10_000)) + "structure[id|namespace=example]").ShouldNotBeNull().Select(graph).Select(element => element.Id).ShouldBe(["example#A"]);
            Selector.Parse(Nested(":test(", 60)).ShouldNotBeNull().Select(graph).Count.ShouldBe(1);
            Selector.Parse(Nested(":test(", 20_000)).ShouldBeNull();
            Selector.Parse(Nested("$a(", 20_000)).ShouldBeNull();
        });

    /// <summary>Sixty structures, each with a member for each.</summary>
    private static string HoldingEachOther()
    {
        var members = string.Concat(Enumerable.Range(0, 60).Select(i => $"m{i}: S{i}\n"));
        return string.Concat(Enumerable.Range(0, 60).Select(i => $"structure S{i} {{\n{members}}}\n"));
    }

    private static string Nested(string function, int depth)
        => string.Concat(Enumerable.Repeat(function, depth)) + "[id=example#A]" + new string(')', depth);

    [Fact]
    public void a_chain_of_resources_is_as_long_as_it_likes()
    {
        const int Length = 5_000;
        var chain = string.Concat(Enumerable.Range(0, Length).Select(i => $"resource R{i} {{ resources: [R{i + 1}] }}\n"));

        OnSmallStack(() =>
        {
            var model = LinkedText.Link($"{LinkedText.Head}{chain}resource R{Length} {{}}\n");

            model.Problems.ShouldBeEmpty();
            Selector.Parse("[id=example#R0] :topdown([id=example#R0])").ShouldNotBeNull().Select(new ShapeGraph(model)).Count.ShouldBe(Length + 1);
        });
    }

    [Fact]
    public void a_chain_of_mixins_is_as_long_as_it_likes()
    {
        const int Length = 20_000;
        var chain = string.Concat(Enumerable.Range(0, Length - 1).Select(i => $"@mixin\nstructure M{i} with [M{i + 1}] {{}}\n"));

        OnSmallStack(() =>
        {
            var ended = LinkedText.Link($"{LinkedText.Head}{chain}@mixin\nstructure M{Length - 1} {{ a: String }}\n");
            var circle = LinkedText.Link($"{LinkedText.Head}{chain}@mixin\nstructure M{Length - 1} with [M0] {{}}\n");

            ended.Problems.ShouldBeEmpty();
            ended.Find(new ShapeId("example", "M0"))!.Member("a").ShouldNotBeNull();
            circle.Problems.Select(problem => (problem.Id, problem.Message)).ShouldBe([(ProblemIds.Mixin, "'example#M0' mixes itself in; break the circle")]);
        });
    }

    private static string Each(Func<int, string> write) => string.Join(' ', Enumerable.Range(0, Many).Select(write));

    /// <summary>A compiler calls from a depth of its own, and an overflow ends the process, so this is less than any has left.</summary>
    private static void OnSmallStack(Action act)
    {
        var failure = default(Exception);
        var thread = new Thread(() => failure = Record.Exception(act), SmallStack);
        thread.Start();
        thread.Join();
        failure.ShouldBeNull();
    }
}
