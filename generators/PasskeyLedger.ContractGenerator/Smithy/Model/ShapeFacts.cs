using System.Globalization;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>What traits say about a shape or a member, as plain values.</summary>
internal static class ShapeFacts
{
    /// <summary>CommonMark; empty where there is none.</summary>
    public static string Documentation(this Shape shape) => Text(shape.Trait("documentation")) ?? string.Empty;

    /// <summary>CommonMark; empty where there is none.</summary>
    public static string Documentation(this Member member) => Text(member.Trait("documentation")) ?? string.Empty;

    /// <summary>The name an event is stored under: the value of a trait storedEvent that the model defines. Null for what is no event.</summary>
    public static string? StoredName(this Shape shape) => Text(shape.StoredEvent());

    public static AppliedTrait? StoredEvent(this Shape shape)
        => shape.Traits.FirstOrDefault(trait => trait.Id.Name == "storedEvent" && trait.Id.Namespace != ShapeId.Prelude);

    /// <summary>The mark of personal data: a trait named personalData that the model defines.</summary>
    public static AppliedTrait? PersonalData(this Member member)
        => member.Traits.FirstOrDefault(trait => trait.Id.Name == "personalData" && trait.Id.Namespace != ShapeId.Prelude);

    /// <summary>An error's status (Smithy 2.0, "httpError trait"): 400 for the client's and 500 for the server's unless it says otherwise.</summary>
    public static int HttpStatus(this Shape error)
    {
        if (error.Trait("httpError")?.Value is Node.Number status && int.TryParse(status.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return code;
        return Text(error.Trait("error")) == "server" ? 500 : 400;
    }

    /// <summary>An enum member's value as it is written: a string's text or a number's digits.</summary>
    public static string EnumValue(this Member member) => member.Trait("enumValue")?.Value switch
    {
        Node.Number number => number.Digits,
        Node.Text text => text.Value,
        _ => member.Name,
    };

    private static string? Text(AppliedTrait? trait) => (trait?.Value as Node.Text)?.Value;
}
