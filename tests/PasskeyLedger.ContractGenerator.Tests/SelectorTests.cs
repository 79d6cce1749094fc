using PasskeyLedger.ContractGenerator.Smithy.Selectors;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>The language of selectors, over one model.</summary>
public sealed class SelectorTests
{
    private const string Model = LinkedText.Head + """
        service Shop { version: "2020-01", operations: [Buy], resources: [Cart], errors: [Denied] }
        @tags(["a", "b"])
        operation Buy { input: BuyInput, output: BuyOutput }
        resource Cart { identifiers: { id: Name }, properties: { size: Size }, put: PutCart, list: ListCarts, resources: [Line] }
        resource Line { identifiers: { id: Name } }
        @idempotent
        operation PutCart { input := { @required id: Name } }
        @readonly
        operation ListCarts {}
        structure BuyInput { @required name: Name, size: Size, parts: Parts }
        structure BuyOutput { when: Timestamp }
        @error("client") @httpError(404)
        structure Denied { message: String }
        @length(min: 1, max: 1)
        string Name
        @range(min: 5, max: 3000)
        @deprecated(since: "2019", message: "old")
        integer Size
        @externalDocumentation("Home page": "x")
        list Parts { member: Name }
        map Words { key: Name, value: Words2 }
        union Words2 { one: Words, two: String }
        enum Kind { A, B }
        @private @mixin
        structure Base {}
        structure Derived with [Base] {}
        """;

    private static readonly Lazy<ShapeGraph> Graph = new(() => new ShapeGraph(LinkedText.Link(Model)));

    [Theory]
    [InlineData("operation -[input, output]-> structure", "BuyInput BuyOutput PutCartInput")]
    [InlineData("structure <-[output]- operation", "Buy")]
    [InlineData("operation > *", "BuyInput BuyOutput Cart PutCartInput Shop")]
    [InlineData("service ~> resource", "Cart Line")]
    [InlineData("service -[error]->", "Denied")]
    [InlineData("service -[nothing]->", "")]
    [InlineData("resource -[identifier, property]->", "Name Size")]
    [InlineData("resource -[instanceOperation]->", "PutCart")]
    [InlineData("resource -[collectionOperation]->", "ListCarts")]
    [InlineData("resource:test(-[put]->)", "Cart")]
    [InlineData("resource -[bound]->", "Cart Shop")]
    [InlineData("structure -[mixin]->", "Base")]
    [InlineData("[trait|error] -[trait]-> [id|name=error]", "!smithy.api#error")]
    [InlineData("string :test(< member < list)", "Name")]
    [InlineData("list > member > string", "Name")]
    [InlineData("map > member[id|member=value] > *", "Words2")]
    [InlineData(":topdown([id=example#Cart])", "Cart Line ListCarts PutCart")]
    [InlineData(":topdown([id=example#Shop], resource)", "Buy Shop")]
    [InlineData("string [id|namespace='example']:not(enum)", "Name")]
    [InlineData("enum", "Kind")]
    [InlineData("[id|name^=Buy]:not(member)", "Buy BuyInput BuyOutput")]
    [InlineData("structure [id|name$='put' i]", "BuyInput BuyOutput PutCartInput")]
    [InlineData("[id|name*=uyO]:not(member)", "BuyOutput")]
    [InlineData("structure > member [id|member = when, parts]", "BuyInput$parts BuyOutput$when")]
    [InlineData("structure > member [id|member|(length) > 6]", "Denied$message")]
    [InlineData("[service|version ^= '2020']", "Shop")]
    [InlineData("[service = example#Shop]", "Shop")]
    [InlineData("[trait|httpError >= 404][trait|httpError < 405]", "Denied")]
    [InlineData("[trait|httpError > 'x']", "")]
    [InlineData("[trait|httpError < 1e99999999999999999999]", "Denied")]
    [InlineData("[trait|httpError = 404][trait|httpError >= 4.04e2]", "Denied")]
    [InlineData("[trait|error = client]", "Denied")]
    [InlineData("[trait|error != server]", "Denied")]
    [InlineData("[trait | range\n | min = 5 ]", "Size")]
    [InlineData("[trait|tags|(values) = b]", "Buy")]
    [InlineData("[trait|tags|(length) = 2]", "Buy")]
    [InlineData("[trait|externalDocumentation|'Home page']", "Parts")]
    [InlineData("[trait|externalDocumentation|(keys) = 'Home page']", "Parts")]
    [InlineData("[trait|documentation|no|child = Hi]", "")]
    [InlineData("structure [trait|deprecated ?= false][id|name=BuyInput]", "BuyInput")]
    [InlineData("[@trait|range: @{min} < @{max}][id|namespace=example]", "Size")]
    [InlineData("[@trait|length: @{min} = @{max} && @{min} = 1]", "Name")]
    [InlineData("[@trait|deprecated: @{since} = 2019 && @{nothing} ?= false]", "Size")]
    [InlineData("[@trait|tags|(values): @{} = b]", "error")]
    [InlineData("operation [@: @{trait|(keys)} = smithy.api#readonly]", "ListCarts")]
    [InlineData("service $ops(~> operation) ~> resource [@: @{var|ops|id|name} = PutCart]", "Cart Line")]
    [InlineData("service $in(~> operation -[input]->) ~> structure :in(${in})", "BuyInput PutCartInput")]
    [InlineData("structure :in(:root(operation -[output]->))", "BuyOutput")]
    [InlineData("operation [trait|tags] [@: @{trait|tags|(values)} {=} @{trait|tags|(values)}]", "Buy")]
    [InlineData("operation [trait|tags] [@: @{trait|tags|(values)} {<<} @{trait|tags|(values)}]", "")]
    [InlineData("operation [@: @{trait|tags|(values)} {!=} x]", "Buy ListCarts PutCart")]
    [InlineData("service $a(-[operation]->) ~> resource $a(-[put]->) ~> [@: @{var|a|id|name} = @{id|name}]", "PutCart")]
    [InlineData("list :test($in(> member > *)) ${in}", "Name")]
    [InlineData("operation $in(-[input]->) :in(:root(${in}))", "")]
    [InlineData(":unknown(*)", "")]
    [InlineData("timestamp > ", "")]
    [InlineData("structure >> member", "")]
    [InlineData(":not(string, member)", "error")]
    [InlineData("strukture", "error")]
    [InlineData("[id", "error")]
    [InlineData("[id ~ x]", "error")]
    [InlineData("", "error")]
    [InlineData("string)", "error")]
    [InlineData(":test()", "error")]
    public void a_selector_yields_what_the_specification_says(string selector, string expected)
    {
        if (expected == "error")
        {
            Selector.Parse(selector).ShouldBeNull();
            return;
        }

        var found = Selector.Parse(selector).ShouldNotBeNull().Select(Graph.Value).Select(element => element.Id);
        if (expected.StartsWith('!'))
            found.ShouldBe([expected[1..]]);
        else
            string.Join(' ', found.Where(id => id.StartsWith("example#", StringComparison.Ordinal)).Select(id => id["example#".Length..]).Order(StringComparer.Ordinal)).ShouldBe(expected);
    }
}
