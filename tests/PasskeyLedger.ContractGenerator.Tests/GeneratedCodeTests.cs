using Microsoft.CodeAnalysis.CSharp;

namespace PasskeyLedger.ContractGenerator.Tests;

public sealed class GeneratedCodeTests
{
    [Fact]
    public void the_own_contracts_compile_for_net_without_warnings() => InMemoryProject.ForNet().WithOwnContracts().CompileImage().ShouldNotBeEmpty();

    [Fact]
    public void the_own_contracts_compile_for_netstandard_without_warnings() => InMemoryProject.ForNetStandard().WithOwnContracts().CompileImage().ShouldNotBeEmpty();

    [Fact]
    public void a_consumer_written_in_csharp_7_3_can_use_the_netstandard_library()
        => InMemoryProject.ForNetStandard().WithOwnContracts().CompileConsumer(LanguageVersion.CSharp7_3, """
            using System;
            using System.Net;
            using System.Net.Http;
            using System.Text.Json;
            using System.Threading;
            using System.Threading.Tasks;
            using PasskeyLedger.Contracts;
            using PasskeyLedger.Contracts.Events;

            namespace Consumer
            {
                public static class Program
                {
                    public static async Task<string> RunAsync(HttpClient http, CancellationToken cancellationToken)
                    {
                        IAWSCognitoIdentityProviderService service = new AWSCognitoIdentityProviderServiceClient(http, new Uri("http://localhost:5080/"));
                        try
                        {
                            var request = new StartWebAuthnRegistrationRequest { AccessToken = "token" };
                            StartWebAuthnRegistrationResponse started = await service.StartWebAuthnRegistrationAsync(request, cancellationToken);
                            JsonElement options = started.CredentialCreationOptions;
                            await service.CompleteWebAuthnRegistrationAsync(new CompleteWebAuthnRegistrationRequest { AccessToken = "token", Credential = options });
                            var page = ((AWSCognitoIdentityProviderServiceClient)service).ListWebAuthnCredentials(new ListWebAuthnCredentialsRequest { AccessToken = "token", MaxResults = 20 });
                            foreach (WebAuthnCredentialDescription passkey in page.Credentials)
                            {
                                DateTimeOffset createdAt = passkey.CreatedAt;
                                string attachment = passkey.AuthenticatorAttachment;
                            }

                            return page.NextToken;
                        }
                        catch (InvalidParameterException exception) when (exception.StatusCode == HttpStatusCode.BadRequest)
                        {
                            return exception.ReasonCode + exception.RequestId + exception.ErrorCode;
                        }
                        catch (ServiceException exception) when (exception.IsRetryable)
                        {
                            return exception.Message;
                        }
                    }

                    public static string Read(byte[] json)
                    {
                        RegistrationStarted started;
                        System.Collections.Generic.IReadOnlyList<ConstraintViolation> violations;
                        if (!RegistrationStarted.TryRead(json, out started, out violations))
                            return violations[0].Path;
                        if (started.UserVerification == UserVerification.Required)
                            return started.UserVerification.Value;
                        IStoredEvent stored = StoredEvents.Read(started.StoredName, json);
                        return StoredEvents.ClrTypeName(stored) + started.ExpiresAt.ToString("O");
                    }
                }
            }
            """).ShouldNotBeEmpty();

    [Fact]
    public void names_that_csharp_keeps_for_itself_still_compile()
    {
        const string Contract = """
            $version: "2.0"
            namespace example

            /// <b>&amp; "quotes" */ and `code<T>`
            structure Class {
                class: String
                event: Integer
                @required
                toString: String
                equals: Boolean
                value: String
                violations: Strings
                reader: Class
                writer: Classes
                seen: Document
                unknown: Timestamp
                before: Blob
                other: Double
            }

            list Strings {
                member: String
            }

            map Classes {
                key: String
                value: Class
            }

            enum Kind {
                NEW = "new \"kind\" \\ {0}"
                VALUE
                value_s
                Kind
                _1ST
            }

            structure UsesKind {
                kind: Kind
                kinds: KindList
            }

            list KindList {
                member: Kind
            }
            """;

        InMemoryProject.ForNet().With("a.smithy", Contract).CompileImage().ShouldNotBeEmpty();
        InMemoryProject.ForNetStandard().With("a.smithy", Contract).CompileImage().ShouldNotBeEmpty();
    }

    [Fact]
    public void several_services_and_files_with_events_live_in_one_library()
    {
        const string First = """
            $version: "2.0"
            namespace example.orders
            use aws.protocols#awsJson1_1

            @trait(selector: "structure")
            string storedEvent

            @awsJson1_1
            service Orders { version: "1", operations: [Ask], errors: [Denied] }
            operation Ask { input := { token: String }, output := { kind: Kind }, errors: [Missing] }
            @error("client")
            structure Denied { message: String }
            @error("client")
            structure Missing {}
            enum Kind { A }
            @storedEvent("asked")
            structure Asked { kind: Kind }
            """;
        const string Second = """
            $version: "2.0"
            namespace example.audit
            use aws.protocols#awsJson1_1
            use example.orders#Kind
            use example.orders#storedEvent

            @awsJson1_1
            service Audit { version: "1", operations: [Find, example.orders#Ask], errors: [Denied] }
            operation Find { input := { kind: Kind, parts: Parts }, output := { found: FoundList }, errors: [example.orders#Missing] }
            list FoundList { member: Found }
            map Parts { key: String, value: example.orders#Asked }
            structure Found { kind: Kind, nothing: Choice }
            union Choice { none: Unit, some: Kind }
            @error("client")
            structure Denied { message: String, reason: Kind }
            @storedEvent("found")
            structure WasFound { kind: Kind }
            """;
        InMemoryProject Both(InMemoryProject project, string second) => project.With("orders.smithy", First, "Example").With("audit.smithy", Second, second);

        foreach (var second in new[] { "Example.Audits", "Other" })
        {
            Both(InMemoryProject.ForNet(), second).CompileImage().ShouldNotBeEmpty();
            Both(InMemoryProject.ForNetStandard(), second).CompileImage().ShouldNotBeEmpty();
        }

        InMemoryProject.ForNet().With("orders.smithy", First, "Example").With("events.smithy", "$version: \"2.0\"\nnamespace example.more\nuse example.orders#storedEvent\n@storedEvent(\"more\")\nstructure More {}\n", "Example")
            .CompileImage().ShouldNotBeEmpty();
    }

    [Fact]
    public void a_renamed_shape_has_its_new_name_in_csharp_and_its_own_on_the_wire()
    {
        const string Service = """
            $version: "2.0"
            namespace example
            use aws.protocols#awsJson1_1
            @awsJson1_1
            service Shop {
                version: "1"
                operations: [Buy]
                rename: { "other#Thing": "OtherThing", "other#Kind": "OtherKind", "other#Denied": "ShopDenied", "other#BuyInput": "BuyRequest" }
            }
            operation Buy { input: other#BuyInput, output := { thing: Thing }, errors: [other#Denied] }
            structure Thing { kind: Kind, other: other#Thing, others: ThingMap }
            map ThingMap { key: String, value: other#Thing }
            enum Kind { A }
            """;
        const string Other = """
            $version: "2.0"
            namespace other
            structure Thing { kind: Kind, thing: Thing }
            enum Kind { B }
            structure BuyInput { things: Things, kind: Kind = "B"
            }
            list Things { member: Thing }
            @error("client")
            structure Denied { kind: Kind }
            """;

        foreach (var (one, two) in new[] { ("Shop", "Shop"), ("Shop", "Shop.Others") })
        {
            var project = InMemoryProject.ForNet().With("a.smithy", Service, one).With("b.smithy", Other, two);
            var assembly = System.Reflection.Assembly.Load(project.CompileImage());
            foreach (var name in new[] { "OtherThing", "OtherKind", "ShopDenied", "BuyRequest" })
                assembly.GetType($"{two}.{name}").ShouldNotBeNull(name);
            assembly.GetType($"{two}.BuyInput").ShouldBeNull();
            var denied = (Exception)Activator.CreateInstance(assembly.GetType($"{two}.ShopDenied")!)!;
            denied.GetType().GetProperty("ErrorCode")!.GetValue(denied).ShouldBe("Denied");
            InMemoryProject.ForNetStandard().With("a.smithy", Service, one).With("b.smithy", Other, two).CompileImage().ShouldNotBeEmpty();
        }
    }
}
