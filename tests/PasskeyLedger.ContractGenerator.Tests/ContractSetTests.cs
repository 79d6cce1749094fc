using PasskeyLedger.ContractGenerator.Smithy;
using PasskeyLedger.ContractGenerator.Smithy.Ast;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>The Smithy reader as the commands use it.</summary>
public sealed class ContractSetTests
{
    [Theory]
    [InlineData("prelude.smithy")]
    [InlineData("aws.smithy")]
    public void a_file_s_shapes_are_in_the_ast_whatever_the_file_is_called(string path)
        => ContractSet.Read([new ContractText(path, "$version: \"2.0\"\nnamespace example\nstring A\n")]).ToJsonAst().ShouldContain("\"example#A\"");
}
