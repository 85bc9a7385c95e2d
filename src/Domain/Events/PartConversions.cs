namespace DetectionApi.Domain.Events;

/// <summary>Conversions that keep a part of a path or of an account's name, without copying it.</summary>
internal static class PartConversions
{
    private const byte Backslash = (byte)'\\';

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        var text = view.Text(slot);
        var (first, last) = (text.IndexOf(Backslash), text.LastIndexOf(Backslash));
        switch (conversion)
        {
            case FieldConversion.FileName when last >= 0:
                Keep(view, slot, last + 1, text.Length);
                break;
            case FieldConversion.FileDirectory when last >= 0:
                Keep(view, slot, 0, last);
                break;
            case FieldConversion.FileExtension when text.LastIndexOf((byte)'.') is >= 0 and var dot && dot > last:
                Keep(view, slot, dot + 1, text.Length);
                break;
            case FieldConversion.AccountDomain when first >= 0 && first == last:
                Keep(view, slot, 0, first);
                break;
            case FieldConversion.AccountName when first >= 0 && first == last:
                Keep(view, slot, first + 1, text.Length);
                break;
            case FieldConversion.PrincipalName when text is not [(byte)'-']:
                Keep(view, slot, 0, text.IndexOf((byte)'@') is >= 0 and var at ? at : text.Length);
                break;
            default:
                view.Remove(slot);
                break;
        }
    }

    private static void Keep(EventView view, int slot, int start, int end)
    {
        if (start == end) view.Remove(slot);
        else view.Cut(slot, start, end - start);
    }
}
