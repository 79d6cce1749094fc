using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Rules.Http;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>What the specification asks of a linked model. Rules are told apart by their idea, know nothing of each other, and run all.</summary>
internal static class ModelRules
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var graph = new ShapeGraph(model);
        var patterns = new TextPatterns();

        // Any trait.
        TraitValues.Check(model, graph, patterns, problems);
        TraitPlaces.Check(model, graph, problems);
        TraitDefinitions.Check(model, graph, problems);
        DefaultValues.Check(model, graph, patterns, problems);
        TextForms.Check(model, problems);

        // Shapes and what they name.
        ModelChecks.Check(model, problems);
        PrivateShapes.Check(model, problems);
        InputsAndOutputs.Check(model, problems);
        Streams.Check(model, problems);
        Recursion.Check(model, problems);
        Resources.Check(model, problems);
        ResourceBindings.Check(model, problems);
        ResourceProperties.Check(model, problems);
        ServiceClosure.Check(model, problems);

        // Single traits.
        EnumTraits.Check(model, problems);
        Examples.Check(model, graph, patterns, problems);
        JsonNames.Check(model, problems);
        Pagination.Check(model, problems);
        References.Check(model, problems);
        TraitOptions.Check(model, problems);
        UriPatterns.Check(model, problems);
        UriLabels.Check(model, problems);
        UriConflicts.Check(model, problems);
        MessageBindings.Check(model, problems);
        ProtocolBindings.Check(model, problems);
        HostPrefixes.Check(model, problems);

        Metadata.Check(model, graph, patterns, problems);
        ShapeClosures.Check(model, graph, problems);
        ModelValidators.Check(model, graph, problems);
        Suppressions.Apply(model, problems);
    }
}
