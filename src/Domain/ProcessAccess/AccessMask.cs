namespace DetectionApi.Domain.ProcessAccess;

/// <summary>The rights that one process got on another: Sysmon's <c>GrantedAccess</c> as a number.</summary>
/// <remarks>
/// A mask is a set of bits; how the event spelled it is forgotten. The rights are those of Microsoft's "Process
/// Security and Access Rights". Bits without a name are kept: an analyst must see what the kernel granted.
/// </remarks>
/// <param name="Bits">All 32 bits. The default is no rights.</param>
public readonly record struct AccessMask(uint Bits)
{
    private const uint AllAccessBeforeVista = 0x1F0FFF;
    private const uint AllAccessSinceVista = 0x1FFFFF;

    private static readonly (uint Bit, string Name, AccessClasses Class)[] Named =
    [
        (0x0001, "PROCESS_TERMINATE", AccessClasses.ProcessControl),
        (0x0002, "PROCESS_CREATE_THREAD", AccessClasses.Thread),
        (0x0004, "PROCESS_SET_SESSIONID", AccessClasses.ProcessControl),
        (0x0008, "PROCESS_VM_OPERATION", AccessClasses.MemoryWrite),
        (0x0010, "PROCESS_VM_READ", AccessClasses.MemoryRead),
        (0x0020, "PROCESS_VM_WRITE", AccessClasses.MemoryWrite),
        (0x0040, "PROCESS_DUP_HANDLE", AccessClasses.DuplicateHandle),
        (0x0080, "PROCESS_CREATE_PROCESS", AccessClasses.ProcessControl),
        (0x0100, "PROCESS_SET_QUOTA", AccessClasses.ProcessControl),
        (0x0200, "PROCESS_SET_INFORMATION", AccessClasses.ProcessControl),
        (0x0400, "PROCESS_QUERY_INFORMATION", AccessClasses.Query),
        (0x0800, "PROCESS_SUSPEND_RESUME", AccessClasses.ProcessControl),
        (0x1000, "PROCESS_QUERY_LIMITED_INFORMATION", AccessClasses.Query),
        (0x2000, "PROCESS_SET_LIMITED_INFORMATION", AccessClasses.ProcessControl),
        (0x01_0000, "DELETE", AccessClasses.Security),
        (0x02_0000, "READ_CONTROL", AccessClasses.Query),
        (0x04_0000, "WRITE_DAC", AccessClasses.Security),
        (0x08_0000, "WRITE_OWNER", AccessClasses.Security),
        (0x10_0000, "SYNCHRONIZE", AccessClasses.Query),
    ];

    /// <summary>The names of the rights, lowest bit first; a bit without a name has none here.</summary>
    public IReadOnlyList<string> Rights
    {
        get
        {
            var bits = Bits;
            return [.. from right in Named where (bits & right.Bit) != 0 select right.Name];
        }
    }

    /// <summary>The classes that the bits belong to. All-access stands for all that it implies.</summary>
    public AccessClasses Classes
    {
        get
        {
            var classes = AccessClasses.None;
            var rest = Bits;
            if (HasAll(AllAccessBeforeVista))
            {
                classes = AccessClasses.AllAccess;
                rest &= ~AllAccessSinceVista;
            }

            foreach (var right in Named)
            {
                if ((rest & right.Bit) == 0) continue;
                classes |= right.Class;
                rest &= ~right.Bit;
            }

            return rest == 0 ? classes : classes | AccessClasses.Other;
        }
    }

    /// <summary>Sysmon's own spelling: <c>0x</c> and lower-case hexadecimal without padding.</summary>
    public override string ToString() => $"0x{Bits:x}";

    private bool HasAll(uint bits) => (Bits & bits) == bits;
}
