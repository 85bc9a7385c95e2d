using System.Buffers.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Reads the access that an event tells of.</summary>
public sealed class ObservedAccessReader(FieldSet fields)
{
    // Longer by far than Sysmon's longest.
    private const int CallTraceLengthMax = 256 * 1024;

    private readonly int _executable = fields.SlotOf("process.executable");
    private readonly int _name = fields.SlotOf("process.name");
    private readonly int _entityId = fields.SlotOf("process.entity_id");
    private readonly int _pid = fields.SlotOf("process.pid");
    private readonly int _sourceUser = fields.SlotOf("winlog.event_data.SourceUser");
    private readonly int _sha256 = fields.SlotOf("process.hash.sha256");
    private readonly int _subject = fields.SlotOf("process.code_signature.subject_name");
    private readonly int _trusted = fields.SlotOf("process.code_signature.trusted");
    private readonly int _exists = fields.SlotOf("process.code_signature.exists");
    private readonly int _targetImage = fields.SlotOf("winlog.event_data.TargetImage");
    private readonly int _targetEntityId = fields.SlotOf("winlog.event_data.TargetProcessGUID");
    private readonly int _targetPid = fields.SlotOf("winlog.event_data.TargetProcessId");
    private readonly int _targetUser = fields.SlotOf("winlog.event_data.TargetUser");
    private readonly int _grantedAccess = fields.SlotOf("winlog.event_data.GrantedAccess");
    private readonly int _callTrace = fields.SlotOf("winlog.event_data.CallTrace");

    /// <summary>The fields that it asks for.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "process.executable", "process.name", "process.entity_id", "process.pid", "process.hash.sha256",
        "process.code_signature.subject_name", "process.code_signature.trusted", "process.code_signature.exists",
        "winlog.event_data.SourceUser", "winlog.event_data.TargetImage", "winlog.event_data.TargetProcessGUID",
        "winlog.event_data.TargetProcessId", "winlog.event_data.TargetUser", "winlog.event_data.GrantedAccess",
        "winlog.event_data.CallTrace",
    ];

    /// <summary>Reads the access from a normalised event.</summary>
    public ObservedAccess Read(EventView view)
    {
        var executable = Path(view, _executable);
        var image = Path(view, _targetImage);
        var source = new SourceProcess
        {
            Executable = executable,
            Name = view.Copy(_name) ?? executable,
            EntityId = view.Copy(_entityId),
            Pid = Integer(view, _pid),
            User = view.Copy(_sourceUser),
            Signer = SignerOf(view),
            Sha256 = view.Copy(_sha256)?.ToLowerInvariant(),
        };
        var target = new TargetProcess(
            image, view.Copy(_targetEntityId), Integer(view, _targetPid), view.Copy(_targetUser),
            TargetClasses.Of(image, executable));
        AccessMask? mask = AccessMaskText.TryParse(view.Text(_grantedAccess), out var bits)
            ? new AccessMask(bits)
            : null;

        return new ObservedAccess(source, target, mask, Cut(view.Copy(_callTrace), CallTraceLengthMax));
    }

    private static string? Path(EventView view, int slot) => Cut(view.Copy(slot), WindowsPath.LengthMax);

    // What is longer was not written by Windows; the event itself is kept whole all the same.
    private static string? Cut(string? text, int lengthMax) => text?.Length > lengthMax ? text[..lengthMax] : text;

    // Only a collector that looks at files fills these fields; what it does not say stays unknown.
    private Signer SignerOf(EventView view)
    {
        var subject = view.Copy(_subject);
        if (subject is null)
            return view.Text(_exists).SequenceEqual("false"u8)
                ? new Signer(SignerState.Unsigned, null, SignerFoundBy.Event)
                : Signer.Unknown;

        return new Signer(
            view.Text(_trusted).SequenceEqual("true"u8) ? SignerState.Trusted : SignerState.Untrusted, subject,
            SignerFoundBy.Event);
    }

    private static long? Integer(EventView view, int slot)
    {
        var text = view.Text(slot);
        return Utf8Parser.TryParse(text, out long value, out var consumed) && consumed == text.Length ? value : null;
    }
}
