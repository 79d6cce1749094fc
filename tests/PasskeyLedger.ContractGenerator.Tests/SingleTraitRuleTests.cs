namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What single traits ask of the model around them, each rule with a model that breaks it and one that keeps it.</summary>
public sealed class SingleTraitRuleTests
{
    private const string Paged = "@paginated(inputToken: \"token\", outputToken: \"next\", items: \"page.items\", pageSize: \"size\")\n";
    private const string Page = "structure Page { items: Items }\nlist Items { member: String }\n";
    private const string Resource = "resource R { identifiers: { id: String }, properties: { size: Integer }, put: Put, list: List }\n@readonly\noperation List {}\n@idempotent\n";

    [Theory]
    [InlineData("token: Integer, size: Integer", "next: String, page: Page", "PLC057")]
    [InlineData("@required token: String, size: Integer", "next: String, page: Page", "PLC057")]
    [InlineData("size: Integer", "next: String, page: Page", "PLC057")]
    [InlineData("token: String, size: String", "next: String, page: Page", "PLC057")]
    [InlineData("token: String", "next: String, page: Page", "PLC057")]
    [InlineData("token: String, size: Integer", "next: Integer, page: Page", "PLC057")]
    [InlineData("token: String, size: Integer", "page: Page", "PLC057")]
    [InlineData("token: String, size: Integer", "next: String, page: String", "PLC057")]
    [InlineData("token: String, size: Integer", "next: String", "PLC057")]
    [InlineData("token: String, @required size: Long", "@required next: String, page: Page", "")]
    public void what_is_paged_with_is_there_and_fits(string input, string output, string id)
        => LinkedText.Errors($"{Paged}operation O {{ input := {{ {input} }}, output := {{ {output} }} }}\n{Page}").ShouldBe(id.Length == 0 ? [] : [$"{id} 3:2"]);

    [Theory]
    [InlineData("@paginated(inputToken: \"a.b\")\noperation O { input := { a: A } }\nstructure A { b: String }", "@paginated(inputToken: \"a\")\noperation O { input := { a: String } }\nstructure A { b: String }", "PLC057 3:2")]
    [InlineData("service S { operations: [O] }\n@paginated\noperation O { input := { a: String }, output := { b: String } }", "@paginated(inputToken: \"a\", outputToken: \"b\")\nservice S { operations: [O] }\n@paginated\noperation O { input := { a: String }, output := { b: String } }", "PLC057 4:2", "PLC057 4:2")]
    [InlineData("@paginated(inputToken: \"c\", outputToken: \"b\")\nservice S { operations: [O] }\n@paginated\noperation O { input := { a: String }, output := { b: String } }", "@paginated(inputToken: \"c\", outputToken: \"b\")\nservice S { operations: [O] }\n@paginated(inputToken: \"a\")\noperation O { input := { a: String }, output := { b: String } }", "PLC057 5:2")]
    public void an_operation_s_paging_is_completed_by_its_service(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("operation Put { input := { @required id: String, size: String } }", "operation Put { input := { @required id: String, size: Integer } }", "PLC058 7:50")]
    [InlineData("operation Put { input := { @required id: String, size: Integer, more: String } }", "operation Put { input := { @required id: String, size: Integer, @notProperty more: String } }", "PLC058 7:65")]
    [InlineData("operation Put { input := { @required id: String } }", "operation Put { input := { @required id: String }, output := { size: Integer } }", "PLC058 3:10")]
    [InlineData("operation Put { input := { @required id: String, size: Integer, @property(name: \"size\") other: Integer } }", "operation Put { input := { @required id: String, @property(name: \"size\") other: Integer } }", "PLC058 7:89")]
    [InlineData("operation Put { input := { @required id: String, all: All } }\nstructure All { size: Integer }", "operation Put { input := { @required id: String, @nestedProperties all: All } }\nstructure All { size: Integer }", "PLC058 3:10", "PLC058 7:50")]
    [InlineData("operation Put { input := { @required id: String, size: Integer, @mine more: String } }\n@trait\nstructure mine {}", "operation Put { input := { @required id: String, size: Integer, @mine more: String } }\n@trait @notProperty\nstructure mine {}", "PLC058 7:71")]
    public void a_resource_s_operations_have_its_properties(string broken, string kept, params string[] places) => Judge(Resource + broken, Resource + kept, places);

    [Theory]
    [InlineData("resource R { identifiers: { id: String }, properties: { Id: String }, put: P }\n@idempotent\noperation P { input := { @required id: String, @property(name: \"Id\") other: String } }", "resource R { identifiers: { id: String }, properties: { name: String }, put: P }\n@idempotent\noperation P { input := { @required id: String, @property(name: \"name\") other: String } }", "PLC059 3:10")]
    [InlineData("structure A { @required @resourceIdentifier(\"a\") b: String, @required @resourceIdentifier(\"a\") c: String }", "structure A { @required @resourceIdentifier(\"a\") b: String, @required @resourceIdentifier(\"d\") c: String }", "PLC059 3:72")]
    [InlineData("resource R { identifiers: { id: String }, list: L }\n@readonly\noperation L { input := { @required id: String } }", "resource R { identifiers: { id: String }, list: L }\n@readonly\noperation L { input := { id: String } }", "PLC059 3:49")]
    [InlineData("resource R { identifiers: { id: String }, collectionOperations: [L] }\noperation L { input := { @required id: String } }", "resource R { list: L }\n@readonly\noperation L {}", "PLC059 3:66")]
    [InlineData("resource R { identifiers: { id: String }, resources: [C] }\nresource C { identifiers: { id: String, more: String }, create: O }\noperation O {}", "resource R { identifiers: { id: String }, resources: [C] }\nresource C { identifiers: { id: String, more: String }, create: O }\noperation O { input := { @required id: String } }", "PLC059 5:11")]
    public void identifiers_name_one_or_the_collection(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("@references([{resource: R}])\nstructure A {}\nresource R { identifiers: { id: String } }", "@references([{resource: R}])\nstructure A { id: String }\nresource R { identifiers: { id: String } }", "PLC060 3:14")]
    [InlineData("@references([{resource: R, ids: {id: \"b\"}}])\nstructure A { a: String }\nresource R { identifiers: { id: String } }", "@references([{resource: R, ids: {id: \"a\"}}])\nstructure A { a: String }\nresource R { identifiers: { id: String } }", "PLC060 3:14")]
    [InlineData("@references([{resource: R, ids: {no: \"a\"}}])\nstructure A { a: String }\nresource R { identifiers: { id: String } }", "@references([{resource: \"other#R\", ids: {no: \"a\"}}])\nstructure A { a: String }\nresource R { identifiers: { id: String } }", "PLC060 3:14")]
    [InlineData("@references([{resource: R, ids: {id: \"a\"}}])\nstructure A { a: Integer }\nresource R { identifiers: { id: String } }", "@references([{resource: R, ids: {id: \"a\"}}])\nstructure A { a: E }\nenum E { F }\nresource R { identifiers: { id: String } }", "PLC060 3:14")]
    [InlineData("@references([{resource: A}])\nstructure A {}", "@references([])\nstructure A {}", "PLC060 3:14")]
    [InlineData("@references([{resource: R}])\nstring A\nresource R { identifiers: { id: String, more: String } }", "@references([{resource: R}])\nstring A\nresource R { identifiers: { id: String } }", "PLC060 3:14")]
    [InlineData("@references([{resource: R, ids: {id: \"a\"}}])\nstring A\nresource R { identifiers: { id: String } }", "@references([{resource: R, service: S, rel: \"up\"}])\nstring A\nresource R { identifiers: { id: String } }\nservice S {}", "PLC060 3:14")]
    public void a_reference_leads_to_a_resource(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("{title: \"a\", input: {a: 1}}", "{title: \"a\", input: {a: \"b\"}}", "PLC061 3:36")]
    [InlineData("{title: \"a\"}", "{title: \"a\", input: {a: \"b\"}, output: {}}", "PLC061 3:12")]
    [InlineData("{title: \"a\", input: {a: \"\"}}", "{title: \"a\", input: {a: \"\"}, error: {shapeId: E, content: {}}, allowConstraintErrors: true}", "PLC061 3:36")]
    [InlineData("{title: \"a\", input: {a: \"b\"}, allowConstraintErrors: true}", "{title: \"a\", input: {a: \"b\"}}", "PLC061 3:12")]
    [InlineData("{title: \"a\", input: {a: \"b\"}, output: {}, error: {shapeId: E, content: {}}}", "{title: \"a\", input: {a: \"b\"}, error: {shapeId: E, content: {}}}", "PLC061 3:50")]
    [InlineData("{title: \"a\", input: {a: \"b\"}, error: {shapeId: F, content: {}}}", "{title: \"a\", input: {a: \"b\"}, error: {shapeId: E, content: {message: \"no\"}}}", "PLC061 3:49")]
    [InlineData("{title: \"a\", input: {a: \"b\"}, error: {shapeId: E, content: {message: 1}}}", "{title: \"a\", input: {a: \"b\"}, output: {b: \"c\"}}", "PLC061 3:81")]
    [InlineData("{title: \"a\", input: {a: \"b\"}, output: {b: []}}", "{title: \"a\", input: {a: \"b\"}, output: {b: \"c\"}}", "PLC061 3:54")]
    public void an_example_is_one_of_its_operation(string broken, string kept, params string[] places)
    {
        const string Operation = "operation O { input := { @required @length(min: 1) a: String }, output := { b: String }, errors: [E] }\n@error(\"client\")\nstructure E { message: String }\n@error(\"client\")\nstructure F {}\n";
        Judge($"@examples([{broken}])\n{Operation}", $"@examples([{kept}])\n{Operation}", places);
    }

    [Fact]
    public void an_error_of_all_services_is_one_of_the_operation()
        => LinkedText.Errors("service S { operations: [O], errors: [E] }\n@examples([{title: \"a\", error: {shapeId: E, content: {}}}])\noperation O {}\n@error(\"server\")\nstructure E {}").ShouldBeEmpty();

    [Theory]
    [InlineData("@cors(origin: \"a\", origins: {b: \"c\"})\nservice S {}", "@cors(origins: {b: \"c\"})\nservice S {}", "PLC062 3:2")]
    [InlineData("@httpApiKeyAuth(name: \"a\", in: \"query\", scheme: \"b\")\nservice S {}", "@httpApiKeyAuth(name: \"a\", in: \"header\", scheme: \"b\")\nservice S {}", "PLC062 3:2")]
    [InlineData("@idempotent(exists: [E], notFound: [E])\noperation O { errors: [E] }\n@error(\"client\")\nstructure E {}", "@idempotent(exists: [E])\noperation O { errors: [E] }\n@error(\"client\")\nstructure E {}", "PLC062 3:2")]
    [InlineData("@idempotent(notFound: [E])\noperation O {}\n@error(\"client\")\nstructure E {}", "@idempotent(notFound: [E])\noperation O { errors: [E] }\n@error(\"client\")\nstructure E {}", "PLC062 3:2")]
    [InlineData("@requestCompression(encodings: [\"gzip\"])\noperation O {}", "@requestCompression(encodings: [\"GZip\"])\noperation O { input := {} }", "PLC062 3:2")]
    [InlineData("@requestCompression(encodings: [])\noperation O { input := {} }", "@requestCompression(encodings: [\"gzip\"])\noperation O { input := {} }", "PLC062 3:2")]
    [InlineData("@requestCompression(encodings: [\"br\"])\noperation O { input := {} }", "@requestCompression(encodings: [\"gzip\"])\noperation O { input := {} }", "PLC062 3:2")]
    [InlineData("@requestCompression(encodings: [\"gzip\"])\noperation O { input := { @required a: B } }\n@streaming @requiresLength\nblob B", "@requestCompression(encodings: [\"gzip\"])\noperation O { input := { @required a: B } }\n@streaming\nblob B", "PLC062 3:2")]
    [InlineData("structure A { @jsonName(\"b\") a: String, b: String }", "structure A { @jsonName(\"b\") a: String, @jsonName(\"a\") b: String }", "PLC063 3:16")]
    [InlineData("@enum([{value: \"a\"}, {value: \"a\"}])\nstring A", "@enum([{value: \"a\"}, {value: \"b\"}])\nstring A", "PLC064 3:22")]
    [InlineData("@enum([{value: \"a\", name: \"A\"}, {value: \"b\", name: \"A\"}])\nstring A", "@enum([{value: \"a\", name: \"A\"}, {value: \"b\", name: \"B\"}])\nstring A", "PLC064 3:33")]
    [InlineData("@enum([{value: \"a\", name: \"A\"}, {value: \"b\"}])\nstring A", "@enum([{value: \"a\"}, {value: \"b\"}])\nstring A", "PLC064 3:33")]
    [InlineData("@mediaType(\"video\")\nblob A", "@mediaType(\"application/vnd.a+json; q=\\\"1;2\\\"; charset=utf-8\")\nblob A", "PLC066 3:12")]
    [InlineData("@externalDocumentation(a: \"example.com\")\nstring A", "@externalDocumentation(a: \"https://example.com/a b\", b: \"https://example.com/\")\nstring A", "PLC066 3:27")]
    [InlineData("@xmlNamespace(uri: \"http://a b\")\nstructure A {}", "@xmlNamespace(uri: \"http://a/%20b\")\nstructure A {}", "PLC066 3:20")]
    public void parts_of_a_trait_fit_together(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("@trait(breakingChanges: [{path: \"/a/c\", change: \"any\"}])\nstructure mine { a: A }\nstructure A { b: String }", "@trait(breakingChanges: [{path: \"/a/b\", change: \"any\"}, {path: \"\", change: \"add\"}])\nstructure mine { a: A }\nstructure A { b: String }", "PLC069 3:33")]
    [InlineData("@trait(breakingChanges: [{path: \"a\", change: \"any\"}])\nstructure mine { a: String }", "@trait(breakingChanges: [{path: \"/a\", change: \"any\"}])\nstructure mine { a: String }", "PLC069 3:33")]
    [InlineData("@trait @traitValidators(\"no id\": {selector: \"*\"})\nstructure mine {}", "@trait @traitValidators(\"an.id\": {selector: \"*\"})\nstructure mine {}", "PLC065 3:25")]
    [InlineData("@trait @traitValidators(id: {selector: \"strukture\"})\nstructure mine {}", "@trait @traitValidators(id: {selector: \"structure\"})\nstructure mine {}", "PLC013 3:40")]
    [InlineData("@trait @traitValidators(noBlob: {selector: \"> member :test(> blob)\", message: \"no bytes here\"})\nstructure mine {}\n@mine\nstructure A { a: Blob }\nstructure B { a: Blob }", "@trait @traitValidators(noBlob: {selector: \"> member :test(> blob)\"})\nstructure mine {}\n@mine\nstructure A { a: String }\nstructure B { a: Blob }", "PLC065 6:15")]
    public void a_trait_s_definition_holds_what_it_says(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    private static void Judge(string broken, string kept, string[] places)
    {
        LinkedText.Errors(broken).ShouldBe(places);
        LinkedText.Errors(kept).ShouldBeEmpty();
    }
}
