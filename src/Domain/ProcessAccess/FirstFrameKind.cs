namespace DetectionApi.Domain.ProcessAccess;

/// <summary>From what kind of code the system call was issued: the innermost frame of a call trace.</summary>
public enum FirstFrameKind
{
    /// <summary>Windows' own <c>ntdll.dll</c>: the ordinary way.</summary>
    Ntdll,

    /// <summary>
    /// Windows' layer for 32-bit programs: <c>wow64.dll</c>, <c>wow64cpu.dll</c>, <c>wow64win.dll</c>.
    /// </summary>
    Wow64,

    /// <summary>Windows' <c>win32u.dll</c>: the system calls of the graphical interface.</summary>
    Win32u,

    /// <summary>A library that a security product puts into other processes, at its own place.</summary>
    SecurityProduct,

    /// <summary>
    /// Memory that no file backs: shellcode, a reflectively loaded library, or code made at run time.
    /// </summary>
    Unbacked,

    /// <summary>The executable of the accessing process itself.</summary>
    SourceImage,

    /// <summary>Any other file.</summary>
    OtherModule,

    /// <summary>There is no call trace.</summary>
    Empty,

    /// <summary>The text fits no spelling of a frame.</summary>
    Malformed,
}
