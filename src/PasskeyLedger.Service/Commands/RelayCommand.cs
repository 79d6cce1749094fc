using System.CommandLine;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>relay …</c>: looks at the relay to the message bus and acts on it, whichever node it runs on.</summary>
internal static class RelayCommand
{
    public static Command Create(string[] configurationArguments) => new("relay", "Looks at what is published to the message bus, and acts on it.")
    {
        RelayStatusCommand.Create(configurationArguments),
        RelayOrderCommands.Pause(configurationArguments),
        RelayOrderCommands.Resume(configurationArguments),
        RelayOrderCommands.Rewind(configurationArguments),
    };
}
