namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What the specification asks of traits' values and places, each rule with a model that breaks it and one that keeps it.</summary>
public sealed class TraitRuleTests
{
    [Theory]
    [InlineData("@length(min: -1)\nstring A", "@length(min: 0)\nstring A", "PLC013 3:2")]
    [InlineData("@length(min: 2, max: 1)\nstring A", "@length(min: 2, max: 2)\nstring A", "PLC013 3:2")]
    [InlineData("@length\nstring A", "@length(max: 9)\nstring A", "PLC013 3:2")]
    [InlineData("@length(min: 9999999999999999999)\nstring A", "@length(min: 9999999999)\nstring A", "PLC013 3:14")]
    [InlineData("@range(min: 0.5)\ninteger A", "@range(min: 0.5)\ndouble A", "PLC013 3:2")]
    [InlineData("@range(min: 2, max: 1)\ninteger A", "@range(min: 1, max: 2)\ninteger A", "PLC013 3:2")]
    [InlineData("@cors(origin: \"\")\nservice A {}", "@cors(origin: \"a\")\nservice A {}", "PLC013 3:15")]
    [InlineData("@http(method: \"GET\", uri: \"/\", code: 99)\noperation A {}", "@http(method: \"GET\", uri: \"/\", code: 204)\noperation A {}", "PLC013 3:38")]
    [InlineData("@xmlName(\"1a\")\nstructure A {}", "@xmlName(\"a\")\nstructure A {}", "PLC013 3:10")]
    [InlineData("@externalDocumentation\nstructure A {}", "@externalDocumentation(a: \"https://b/\")\nstructure A {}", "PLC013 3:2")]
    [InlineData("@auth([httpBasicAuth, httpBasicAuth])\noperation A {}", "@auth([httpBasicAuth])\noperation A {}", "PLC013 3:23")]
    [InlineData("@auth([required])\noperation A {}", "@auth([\"other#scheme\"])\noperation A {}", "PLC013 3:8")]
    [InlineData("@mine(2000000000000)\nstring A\n@trait\ninteger mine", "@mine(-2147483648)\nstring A\n@trait\ninteger mine", "PLC013 3:7")]
    [InlineData("@mine(1.5)\nstring A\n@trait\nbigInteger mine", "@mine(\"123456789012345678901234567890\")\nstring A\n@trait\nbigInteger mine", "PLC013 3:7")]
    [InlineData("@mine(\"no\")\nstring A\n@trait\nbigDecimal mine", "@mine(\"1.5e3\")\nstring A\n@trait\nbigDecimal mine", "PLC013 3:7")]
    [InlineData("@mine(1)\nstring A\n@trait\nblob mine", "@mine(\"YWJj\")\nstring A\n@trait\nblob mine", "PLC013 3:7")]
    [InlineData("@mine(1)\nstring A\n@trait\n@timestampFormat(\"http-date\")\ntimestamp mine", "@mine(\"Fri, 31 Jan 2025 12:00:00 GMT\")\nstring A\n@trait\n@timestampFormat(\"http-date\")\ntimestamp mine", "PLC013 3:7")]
    [InlineData("@mine(\"2025-01-31T12:00:00Z\")\nstring A\n@trait\n@timestampFormat(\"epoch-seconds\")\ntimestamp mine", "@mine(1.5)\nstring A\n@trait\n@timestampFormat(\"epoch-seconds\")\ntimestamp mine", "PLC013 3:7")]
    [InlineData("@mine(\"2025-02-31T12:00:00Z\")\nstring A\n@trait\n@timestampFormat(\"date-time\")\ntimestamp mine", "@mine(\"2025-01-31T12:00:00Z\")\nstring A\n@trait\n@timestampFormat(\"date-time\")\ntimestamp mine", "PLC013 3:7")]
    [InlineData("@mine(\"NaN\")\nstring A\n@trait\n@range(min: 0)\ndouble mine", "@mine(\"Infinity\")\nstring A\n@trait\n@range(min: 0)\ndouble mine", "PLC013 3:7")]
    [InlineData("@mine(\"c\")\nstring A\n@trait\n@enum([{value: \"a\"}, {value: \"b\"}])\nstring mine", "@mine(\"b\")\nstring A\n@trait\n@enum([{value: \"a\"}, {value: \"b\"}])\nstring mine", "PLC013 3:7")]
    [InlineData("@mine(c: 1)\nstring A\n@trait\nunion mine { a: Integer }", "@mine(a: 1)\nstring A\n@trait\nunion mine { a: Integer }", "PLC013 3:7")]
    [InlineData("@mine(null)\nstring A\n@trait\nstructure mine {}", "@mine\nstring A\n@trait\nstructure mine {}", "PLC013 3:7")]
    [InlineData("@since\nstring A", "@since(\"\")\nstring A", "PLC013 3:2")]
    [InlineData("@idRef(selector: \"strukture\")\nstring A", "@idRef(selector: \"structure\")\nstring A", "PLC013 3:18")]
    [InlineData("@mine(\"2020-01-01T00:00:00+01:00\")\nstring A\n@trait\ntimestamp mine", "@mine(\"2020-01-01T00:00:00.5Z\")\nstring A\n@trait\ntimestamp mine", "PLC013 3:7")]
    [InlineData("@mine(2)\nstring A\n@trait\nintEnum mine { A = 1\n }", "@mine(1)\nstring A\n@trait\nintEnum mine { A = 1\n }", "PLC013 3:7")]
    [InlineData("@mine([null])\nstring A\n@trait\nlist mine { member: String }", "@mine([null])\nstring A\n@trait\n@sparse\nlist mine { member: String }", "PLC013 3:8")]
    [InlineData("@mine(a: 1, b: 2)\nstring A\n@trait\nunion mine { a: Integer, b: Integer }", "@mine(a: 1)\nstring A\n@trait\nunion mine { a: Integer, b: Integer }", "PLC013 3:6")]
    [InlineData("@mine(ab: 1)\nstring A\n@trait\nmap mine { key: K, value: Integer }\n@length(max: 1)\nstring K", "@mine(a: 1)\nstring A\n@trait\nmap mine { key: K, value: Integer }\n@length(max: 1)\nstring K", "PLC013 3:7")]
    [InlineData("@mine(String)\nstring A\n@trait\n@idRef(failWhenMissing: true, selector: \"integer\")\nstring mine", "@mine(Integer)\nstring A\n@trait\n@idRef(failWhenMissing: true, selector: \"integer\")\nstring mine", "PLC013 3:7")]
    [InlineData("@mine(\"not an id!\")\nstring A\n@trait\n@idRef\nstring mine", "@mine(\"other#Absent\")\nstring A\n@trait\n@idRef\nstring mine", "PLC013 3:7")]
    [InlineData("@trait(selector: \"structure >\u00a7\")\nstructure mine {}", "@trait(selector: \"structure > *\")\nstructure mine {}", "PLC013 3:18")]
    [InlineData("@trait(selector: \"strukture\")\nstructure mine {}", "@trait(selector: \":unknown(*)\")\nstructure mine {}", "PLC013 3:18")]
    [InlineData("structure A { a: B = 5\n }\n@range(min: 6)\ninteger B", "structure A { a: B = 6\n }\n@range(min: 6)\ninteger B", "PLC013 3:22")]
    [InlineData("structure A { a: Byte = 128\n }", "structure A { a: Byte = 127\n }", "PLC013 3:25")]
    [InlineData("structure A { a: B }\n@default(1)\ninteger B", "structure A { a: B = 1\n b: B = null\n }\n@default(1)\ninteger B", "PLC013 3:15")]
    [InlineData("structure A { a: B = 2\n }\n@default(1)\ninteger B", "list A { member: B }\n@default(1)\ninteger B", "PLC013 3:22")]
    [InlineData("@default(null)\ndocument B", "@default(false)\ndocument B", "PLC013 3:2")]
    [InlineData("@default(null)\ninteger B", "@default(0)\ninteger B", "PLC013 3:2")]
    public void a_value_is_what_its_trait_asks_for(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("@trait\nservice a { version: \"1\" }", "@trait\nunion a { b: String }", "PLC023 3:2")]
    [InlineData("@readonly @idempotent\noperation A {}", "@idempotent\noperation A {}", "PLC023 3:2", "PLC023 3:12")]
    [InlineData("@uniqueItems\nlist A { member: Double }", "@uniqueItems\nlist A { member: Integer }", "PLC023 3:2")]
    [InlineData("@uniqueItems\nlist A { member: B }\nstructure B { c: Document }", "@uniqueItems\nlist A { member: B }\nstructure B { c: String }", "PLC023 3:2")]
    [InlineData("@uniqueItems @sparse\nlist A { member: String }", "@sparse\nlist A { member: String }", "PLC023 3:2")]
    [InlineData("structure A { @recommended @required a: String }", "structure A { @recommended a: String }", "PLC023 3:16")]
    [InlineData("@noReplace\nresource A {}", "@noReplace\nresource A { put: P }\n@idempotent\noperation P {}", "PLC023 3:2")]
    [InlineData("structure A { @idempotencyToken a: String, @idempotencyToken b: String }", "structure A { @idempotencyToken a: String, b: String }", "PLC023 3:45")]
    [InlineData("structure A { @addedDefault a: String }", "structure A { @addedDefault a: String = \"\"\n }", "PLC023 3:16")]
    [InlineData("structure A { @nestedProperties a: B }\nstructure B {}", "operation O { input := { @nestedProperties a: B } }\nstructure B {}", "PLC023 3:16")]
    [InlineData("@error(\"client\") @trait\nstructure A {}", "@error(\"client\")\nstructure A {}", "PLC023 3:2")]
    [InlineData("@input @error(\"client\")\nstructure A {}", "@output\nstructure A {}", "PLC023 3:2")]
    [InlineData("structure A { @httpHeader(\"a\") a: B }\nmap B { key: String, value: String }", "structure A { @httpHeader(\"a\") a: B }\nlist B { member: String }", "PLC023 3:16")]
    [InlineData("@mine\nstring A\n@trait @mixin\nstructure mine {}", "@mine\nstring A\n@trait\nstructure mine with [base] {}\n@mixin\nstructure base {}", "PLC023 3:2")]
    [InlineData("structure A { @hostLabel a: String }", "structure A { @hostLabel @required a: String }", "PLC023 3:16")]
    public void a_trait_stands_where_its_definition_allows(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    private static void Judge(string broken, string kept, string[] places)
    {
        LinkedText.Errors(broken).ShouldBe(places);
        LinkedText.Errors(kept).ShouldBeEmpty();
    }
}
