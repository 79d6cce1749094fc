using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace PasskeyLedger.Benchmarks.Measuring;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Says what the machine is, and how busy it was before the benchmark began.</summary>
    public static void Describe(TextWriter output)
    {
        var processors = $"{Environment.ProcessorCount} processors ({RuntimeInformation.ProcessArchitecture})";
        var collector = GCSettings.IsServerGC ? "server" : "workstation";
        output.WriteLine($"{processors}, {RuntimeInformation.FrameworkDescription}, {collector} garbage collector");
        if (!File.Exists(LoadFile))
            return;

        var load = double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture);
        var isBusy = load >= 0.25 * Environment.ProcessorCount;
        output.WriteLine(
            $"load {load.ToString("0.0", CultureInfo.InvariantCulture)} before the start"
            + (isBusy ? ": others use this machine, so trust ratios more than rates" : ""));
    }
}
