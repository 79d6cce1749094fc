using System.Globalization;
using System.Text;

namespace PasskeyLedger.Benchmarks.Contracts;

/// <summary>
/// A contract of exactly 1,000 shapes, mixed as in a large service: 100 operations with their inputs and outputs, 300 structures of
/// eight members, and the errors, lists, maps, enums and constrained strings that these use.
/// </summary>
internal static class MadeUpContract
{
    public const int Shapes = 1000;

    private const int Operations = 100;
    private const int Errors = 20;
    private const int Records = 300;
    private const int Lists = 100;
    private const int Maps = 50;
    private const int Enums = 100;
    private const int Strings = Shapes - 1 - (3 * Operations) - Errors - Records - Lists - Maps - Enums;

    public static string Write()
    {
        var text = new StringBuilder(
            """
            $version: "2.0"

            namespace example.large

            use aws.protocols#awsJson1_1

            @awsJson1_1
            service Large {
                version: "2026-01-01"
                operations: [

            """);
        for (var index = 0; index < Operations; index++)
            Append(text, $"        Operation{index}\n");
        text.Append("    ]\n}\n");

        for (var index = 0; index < Operations; index++)
        {
            Append(text, $$"""

                /// Does what operation {{index}} is for.
                operation Operation{{index}} {
                    input: Operation{{index}}Request
                    output: Operation{{index}}Response
                    errors: [Error{{index % Errors}}Exception, Error{{(index + 7) % Errors}}Exception]
                }

                @input
                structure Operation{{index}}Request {
                    @required
                    name: Text{{index % Strings}}

                    value: Record{{index}}
                    items: List{{index % Lists}}
                }

                @output
                structure Operation{{index}}Response {
                    @required
                    value: Record{{Records - 1 - index}}

                    more: Boolean
                }

                """);
        }

        for (var index = 0; index < Errors; index++)
            Append(text, $"\n@error(\"client\")\n@httpError(400)\nstructure Error{index}Exception {{\n    message: String\n}}\n");
        for (var index = 0; index < Records; index++)
        {
            Append(text, $$"""

                /// The record number {{index}}.
                structure Record{{index}} {
                    /// What it is called.
                    @required
                    name: Text{{index % Strings}}

                    @required
                    kind: Kind{{index % Enums}}

                    count: Integer
                    size: Long
                    active: Boolean
                    createdAt: Timestamp
                    tags: List{{index % Lists}}
                    attributes: Map{{index % Maps}}
                }

                """);
        }

        for (var index = 0; index < Lists; index++)
            Append(text, $"\n@length(max: {index + 10})\nlist List{index} {{\n    member: Text{index % Strings}\n}}\n");
        for (var index = 0; index < Maps; index++)
            Append(text, $"\nmap Map{index} {{\n    key: String\n    value: Text{(index + 3) % Strings}\n}}\n");
        for (var index = 0; index < Enums; index++)
            Append(text, $"\nenum Kind{index} {{\n    FIRST = \"first\"\n    SECOND = \"second\"\n    THIRD = \"third{index}\"\n}}\n");
        for (var index = 0; index < Strings; index++)
            Append(text, $"\n@length(min: 1, max: {index + 64})\n@pattern(\"^[A-Za-z0-9_-]+$\")\nstring Text{index}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));
}
