namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What the specification asks of services, operations, resources, streams and members, each rule with a model that breaks it and one that keeps it.</summary>
public sealed class ShapeRuleTests
{
    private const string Forecast = "resource R { identifiers: { id: Id }, ";
    private const string Id = " }\nstring Id\n";

    [Theory]
    [InlineData("structure A { a: Unit }", "union A { a: Unit }", "PLC016 3:15")]
    [InlineData("service S { version: \"1\", errors: [E] }\nstructure E {}", "service S { version: \"1\", errors: [E] }\n@error(\"client\")\nstructure E {}", "PLC016 3:36")]
    [InlineData("service S { version: \"1\", operations: [O] }\nstructure O {}", "service S { version: \"1\", operations: [O] }\noperation O {}", "PLC016 3:40")]
    [InlineData("operation A { input: E }\n@error(\"client\")\nstructure E {}", "operation A { errors: [E] }\n@error(\"client\")\nstructure E {}", "PLC016 3:22")]
    [InlineData("structure A { a: mine }\n@trait\nstructure mine {}", "structure A { a: Mine }\nstructure Mine {}", "PLC016 3:15")]
    [InlineData("service S { rename: { I: \"J\" }, operations: [O] }\noperation O { input: I }\nstructure I {}", "service S { rename: { \"example#I\": \"J\" }, operations: [O] }\noperation O { input: I }\nstructure I {}", "PLC019 3:23")]
    [InlineData("apply String @documentation(\"mine\")", "apply A @documentation(\"mine\")\nstring A", "PLC027 3:7")]
    [InlineData("service S { version: \"1\", operations: [O], resources: [R] }\noperation O {}\nresource R { operations: [O] }", "service S { version: \"1\", resources: [R] }\noperation O {}\nresource R { operations: [O] }", "PLC022 3:9")]
    [InlineData("service S { version: \"1\", operations: [O], rename: { \"example#I\": \"not a name\" } }\noperation O { input: I }\nstructure I {}", "service S { version: \"1\", operations: [O], rename: { \"example#I\": \"name\" } }\noperation O { input: I }\nstructure I {}", "PLC019 3:67")]
    [InlineData("operation A { input: I }\noperation B { input: I }\n@input\nstructure I {}", "operation A { input: I }\noperation B { input: I }\nstructure I {}", "PLC016 4:22")]
    [InlineData("operation A { output: I }\n@input\nstructure I {}", "operation A { input: I }\n@input\nstructure I {}", "PLC016 3:23")]
    [InlineData("structure A { a: I }\n@input\nstructure I {}", "structure A { a: I }\nstructure I {}", "PLC016 3:15")]
    [InlineData("operation A { errors: [E] }\nstructure E {}", "operation A { errors: [E] }\n@error(\"server\")\nstructure E {}", "PLC016 3:24")]
    public void a_service_and_its_operations_name_what_they_may(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("resource R { identifiers: { id: Integer } }", "resource R { identifiers: { id: String } }", "PLC016 3:33")]
    [InlineData("resource R { properties: { a: S }, put: P }\nservice S {}\n@idempotent\noperation P { input := { a: String } }", "resource R { properties: { a: String }, put: P }\nservice S {}\n@idempotent\noperation P { input := { a: String } }", "PLC016 3:31", "PLC058 6:26")]
    [InlineData("resource R { read: G }\nstructure G {}", "resource R { read: G }\n@readonly\noperation G {}", "PLC016 3:20")]
    [InlineData("resource R { read: G }\noperation G {}", "resource R { list: G }\n@readonly\noperation G {}", "PLC019 3:20")]
    [InlineData("resource R { update: G }\n@readonly\noperation G {}", "resource R { update: G }\noperation G {}", "PLC019 3:22")]
    [InlineData("resource R { delete: G }\noperation G {}", "resource R { delete: G }\n@idempotent\noperation G {}", "PLC019 3:22")]
    [InlineData(Forecast + "update: G" + Id + "operation G { input := { id: Id } }", Forecast + "update: G" + Id + "operation G { input := { @required id: Id } }", "PLC019 3:47")]
    [InlineData(Forecast + "operations: [G]" + Id + "operation G { input := { @required other: Id } }", Forecast + "operations: [G]" + Id + "operation G { input := { @required @resourceIdentifier(\"id\") other: Id } }", "PLC019 3:52")]
    [InlineData(Forecast + "resources: [C]" + Id + "resource C {}", Forecast + "resources: [C]" + Id + "resource C { identifiers: { id: Id, more: Id } }", "PLC019 3:51")]
    [InlineData("resource A { resources: [B] }\nresource B { resources: [A] }", "resource A { resources: [B] }\nresource B {}", "PLC021 3:10", "PLC021 4:10")]
    [InlineData("@mixin\nresource A { operations: [O] }\noperation O {}", "@mixin\nresource A {}", "PLC017 4:27")]
    public void a_resource_is_one_its_operations_agree_on(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("structure A { b: B }\nstructure B { @required a: S }\n@streaming\nblob S", "structure B { @required a: S }\n@streaming\nblob S", "PLC016 3:15")]
    [InlineData("operation O { errors: [E] }\n@error(\"client\")\nstructure E { @required a: S }\n@streaming\nblob S", "operation O { errors: [E] }\n@error(\"client\")\nstructure E { @required a: Blob }\n@streaming\nblob S", "PLC016 3:24")]
    [InlineData("operation O { input := { a: S } }\n@streaming\nblob S", "operation O { input := { a: S = \"\"\n } }\n@streaming\nblob S", "PLC015 3:26")]
    [InlineData("operation O { output := { @required a: S } }\n@streaming @requiresLength\nblob S", "operation O { input := { @required a: S } }\n@streaming @requiresLength\nblob S", "PLC016 3:37")]
    [InlineData("operation O { input := { a: U } }\n@streaming\nunion U { a: String }", "operation O { input := { a: U } }\n@streaming\nunion U { a: E }\nstructure E {}", "PLC016 5:11")]
    [InlineData("operation O { input := { a: U, b: U } }\n@streaming\nunion U { a: E }\nstructure E {}", "operation O { input := { a: U }, output := { b: U } }\n@streaming\nunion U { a: E }\nstructure E {}", "PLC023 3:32")]
    [InlineData("operation O { input: I }\nstructure I { a: U }\nstructure A { i: I }\n@streaming\nunion U { a: E }\nstructure E {}", "operation O { input: I }\nstructure I { a: U }\n@streaming\nunion U { a: E }\nstructure E {}", "PLC016 5:15")]
    [InlineData("structure E { @eventPayload a: Blob, b: String }", "structure E { @eventPayload a: Blob, @eventHeader b: String }", "PLC015 3:38")]
    public void a_stream_belongs_to_an_operation(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("@mixin\nunion U {}", "@mixin\nunion U { a: String }", "PLC015 4:7")]
    [InlineData("@mixin\nenum M { A }\nenum E {}", "@mixin\nenum M { A }\nenum E with [M] {}", "PLC001 5:9")]
    [InlineData("union U { a: U }", "union U { a: U, b: String }", "PLC021 3:7")]
    [InlineData("union U { a: A }\nstructure A { @required u: U }", "union U { a: A }\nstructure A { u: U }", "PLC021 3:7", "PLC021 4:11")]
    [InlineData("union U { a: L, b: U }\nstructure A { @required a: A }\nlist L { member: A }", "union U { a: L, b: U }\nstructure A { a: A }\nlist L { member: A }", "PLC021 4:11")]
    [InlineData("@mixin\nstructure M { a: String }\nstructure A with [M] { A: String }", "@mixin\nstructure M { a: String }\nstructure A with [M] { a: String }", "PLC015 5:24")]
    [InlineData("@mixin\nstructure M { a: String }\n@mixin\nstructure N { A: String }\nstructure A with [M, N] {}", "@mixin\nstructure M { a: String }\n@mixin\nstructure N { a: String }\nstructure A with [M, N] {}", "PLC015 7:11")]
    [InlineData("@mixin\noperation M {}\nservice S { version: \"1\", operations: [M] }", "@mixin\noperation M {}\noperation O with [M] {}\nservice S { version: \"1\", operations: [O] }", "PLC016 5:40")]
    [InlineData("union U for R { $id, a: String }\nresource R {}", "union U for R { $id, a: String }\nresource R { identifiers: { id: String } }", "PLC015 3:18")]
    public void members_end_and_differ(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    private static void Judge(string broken, string kept, string[] places)
    {
        LinkedText.Errors(broken).ShouldBe(places);
        LinkedText.Errors(kept).ShouldBeEmpty();
    }
}
