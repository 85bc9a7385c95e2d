namespace DetectionApi.Domain.Events;

/// <summary>How a row of the normaliser's table treats what a field has already.</summary>
internal enum FillMode
{
    /// <summary>A field that has a value keeps it.</summary>
    IfAbsent,

    /// <summary>The field is given the new value.</summary>
    Overwrite,

    /// <summary>The field keeps its values and gets those that it lacks.</summary>
    Add,
}
