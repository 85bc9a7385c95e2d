using DetectionApi.Domain.Context;

namespace DetectionApi.Domain.Investigation;

/// <summary>With whom did it communicate after the access?</summary>
/// <remarks>
/// A question counts for the address that it was answered with if the same process asked it, whenever within the
/// window.
/// </remarks>
internal static class CommunicationQuestion
{
    public static FindingDraft Answer(Inquiry inquiry)
    {
        var draft = new FindingDraft(Question.Communication);
        var names = NamesOf(inquiry);
        var peers = inquiry.After("3").Select(e => new Peer(e, names)).Where(p => p.Kind is not AddressKind.Nowhere)
            .ToList();
        var questions = inquiry.After("22").ToList();
        foreach (var peer in peers)
            draft.RestOn(peer.Event, "destination.ip", "destination.port", "source.ip", "network.direction");
        foreach (var question in questions.Concat(peers.Select(p => p.Question).OfType<ContextEvent>()))
            draft.RestOn(question, "dns.question.name", "dns.resolved_ip");

        JudgePublic(inquiry, peers, draft);
        JudgePrivate(inquiry, peers, draft);
        JudgeQuestions(questions, draft);
        draft.LackIfBlind(inquiry, "with which addresses it connected", "3");
        draft.LackIfBlind(inquiry, "which names it asked for", "22");
        inquiry.DoubtWhatIsToCome(draft);
        if (draft.Answer is Investigation.Answer.Lower && peers.Count == 0)
            draft.Say(
                $"It was not seen to connect or to ask for a name until {inquiry.LookedUntil}, and the host sends such "
                + "events.");
        return draft;
    }

    private static void JudgePublic(Inquiry inquiry, List<Peer> peers, FindingDraft draft)
    {
        // Without DNS events nobody can say that it did not ask.
        var known = peers.Where(p => p.Kind is AddressKind.Public).ToList();
        var direct = known.Where(p => p.Question is null && inquiry.WhyBlind("22") is null).ToList();
        if (direct.Count > 0)
            draft.Raise(
                "It communicated with public addresses that it asked no name for: "
                + $"{FindingDraft.Names(Said(direct))}.");
        var asked = known.Except(direct).ToList();
        if (asked.Count == 0) return;

        var sentence = $"It communicated with public addresses: {FindingDraft.Names(Said(asked))}.";
        if (inquiry.IsSensitive) draft.Raise(sentence);
        else draft.Doubt(sentence);
    }

    private static void JudgePrivate(Inquiry inquiry, List<Peer> peers, FindingDraft draft)
    {
        var known = peers.Where(p => p.Kind is AddressKind.Private).ToList();
        if (known.Count == 0) return;

        var sentence = $"It communicated with private addresses: {FindingDraft.Names(Said(known))}.";
        if (inquiry.IsSensitive || known.Exists(p => p.Question is null)) draft.Doubt(sentence);
        else draft.Say(sentence);
    }

    private static void JudgeQuestions(List<ContextEvent> questions, FindingDraft draft)
    {
        if (questions.Count > 0)
            draft.Doubt($"It asked for names: {FindingDraft.Names(questions.Select(NameOf))}.");
    }

    private static Dictionary<string, ContextEvent> NamesOf(Inquiry inquiry)
    {
        var names = new Dictionary<string, ContextEvent>(StringComparer.Ordinal);
        foreach (var question in inquiry.Events.Where(e => e.Code == "22" && inquiry.Instance.Did(e)))
            foreach (var address in question.All("dns.resolved_ip"))
                names.TryAdd(AddressRanges.Plain(address), question);

        return names;
    }

    private static IEnumerable<string> Said(IEnumerable<Peer> peers) => peers.Select(p => p.ToString());

    private static string NameOf(ContextEvent question) => question["dns.question.name"] ?? "no name";

    /// <summary>The other end of a connection.</summary>
    private sealed class Peer
    {
        private readonly string _address;

        public Peer(ContextEvent e, Dictionary<string, ContextEvent> names)
        {
            var side = e["network.direction"] == "ingress" ? "source" : "destination";
            Event = e;
            _address = e[$"{side}.ip"] ?? "";
            Kind = AddressRanges.KindOf(_address);
            Question = names.GetValueOrDefault(AddressRanges.Plain(_address));
        }

        public ContextEvent Event { get; }

        public AddressKind Kind { get; }

        public ContextEvent? Question { get; }

        public override string ToString()
        {
            var port = Event["destination.port"] is { } number ? $" port {number}" : "";
            var name = Question is null ? "" : $" ({NameOf(Question)})";
            return $"{_address}{port}{name}";
        }
    }
}
