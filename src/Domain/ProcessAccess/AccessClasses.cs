namespace DetectionApi.Domain.ProcessAccess;

/// <summary>What the rights of an access mask are good for. A mask has any number of classes.</summary>
[Flags]
public enum AccessClasses
{
    /// <summary>No rights at all.</summary>
    None = 0,

    /// <summary>Asks about the process or waits for it: QUERY_*, READ_CONTROL, SYNCHRONIZE.</summary>
    Query = 1 << 0,

    /// <summary>Reads its memory: VM_READ.</summary>
    MemoryRead = 1 << 1,

    /// <summary>Changes its memory: VM_WRITE, VM_OPERATION.</summary>
    MemoryWrite = 1 << 2,

    /// <summary>Starts threads in it: CREATE_THREAD.</summary>
    Thread = 1 << 3,

    /// <summary>Takes its handles: DUP_HANDLE.</summary>
    DuplicateHandle = 1 << 4,

    /// <summary>Ends, stops or alters it: TERMINATE, SUSPEND_RESUME, SET_*, CREATE_PROCESS.</summary>
    ProcessControl = 1 << 5,

    /// <summary>Changes who may open it: DELETE, WRITE_DAC, WRITE_OWNER.</summary>
    Security = 1 << 6,

    /// <summary>Bits that Windows defines no right for.</summary>
    Other = 1 << 7,

    /// <summary>
    /// Everything: every bit of 0x1F0FFF or 0x1FFFFF. Implies the classes above but <see cref="Other"/>.
    /// </summary>
    AllAccess = 1 << 8,
}

/// <summary>What access classes say about each other.</summary>
public static class AccessClassesExtensions
{
    private const AccessClasses ImpliedByAll = AccessClasses.AllAccess | AccessClasses.Query | AccessClasses.MemoryRead
        | AccessClasses.MemoryWrite | AccessClasses.Thread | AccessClasses.DuplicateHandle
        | AccessClasses.ProcessControl | AccessClasses.Security;

    /// <summary>The classes with all that they imply.</summary>
    public static AccessClasses Implied(this AccessClasses classes) =>
        classes.HasFlag(AccessClasses.AllAccess) ? classes | ImpliedByAll : classes;
}
