namespace DetectionApi.Domain.ProcessAccess;

/// <summary>What an attacker would want from the process that was opened.</summary>
public enum TargetClass
{
    /// <summary>Secrets of the system or of people: <c>lsass.exe</c>, password managers.</summary>
    Credential,

    /// <summary>Cookies, tokens and stored passwords.</summary>
    Browser,

    /// <summary>Blindness: a sensor or a protection.</summary>
    SecurityProduct,

    /// <summary>The same executable as the source; not one of the above.</summary>
    Self,

    /// <summary>Anything else.</summary>
    Other,
}
