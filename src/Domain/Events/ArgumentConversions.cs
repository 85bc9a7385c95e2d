namespace DetectionApi.Domain.Events;

/// <summary>Splits a command line into its arguments.</summary>
/// <remarks>
/// Blanks and tabs end an argument unless they stand between quotation marks. As a program sees them, backslashes mean
/// themselves unless a quotation mark follows: then two are one, and an odd one makes the mark a character; and of two
/// marks within a quotation the first is a character, and the quotation ends.
/// </remarks>
internal static class ArgumentConversions
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        var line = view.Text(slot);
        var whole = view.Save(slot);
        view.Remove(slot);
        if (conversion is FieldConversion.QuotedArguments)
        {
            SplitQuoted(view, slot, line, whole);
            return;
        }

        var count = Split(view, slot, line, isKept: conversion is FieldConversion.Arguments);
        if (conversion is FieldConversion.ArgumentCount)
            NumberConversions.Set(view, slot, FieldKind.Number, (ulong)count);
    }

    private static int Split(EventView view, int slot, ReadOnlySpan<byte> line, bool isKept)
    {
        var room = view.Reserve(line.Length);
        var count = 0;
        for (line = line.TrimStart(" \t"u8); !line.IsEmpty; line = line.TrimStart(" \t"u8))
        {
            count++;
            var length = Take(ref line, room);
            room = isKept ? room[length..] : room;
            if (isKept) view.AppendReserved(slot, FieldKind.Text, length);
        }

        return count;
    }

    // Writes the first argument into the room, and leaves the rest in the line.
    private static int Take(ref ReadOnlySpan<byte> line, Span<byte> room)
    {
        int at = 0, used = 0, backslashes = 0;
        var isQuoted = false;
        for (; at < line.Length && (isQuoted || line[at] is not ((byte)' ' or (byte)'\t')); at++)
        {
            if (line[at] == Backslash)
            {
                backslashes++;
                continue;
            }

            var isMark = line[at] == Quote && backslashes % 2 == 0;
            used += Fill(room[used..], line[at] == Quote ? backslashes / 2 : backslashes);
            backslashes = 0;
            if (isMark && isQuoted && at + 1 < line.Length && line[at + 1] == Quote) room[used++] = line[at++];
            if (isMark) isQuoted = !isQuoted;
            else room[used++] = line[at];
        }

        used += Fill(room[used..], backslashes);
        line = line[at..];
        return used;
    }

    private static int Fill(Span<byte> room, int backslashes)
    {
        room[..backslashes].Fill(Backslash);
        return backslashes;
    }

    private static void SplitQuoted(EventView view, int slot, ReadOnlySpan<byte> line, FieldEntry whole)
    {
        var start = 0;
        var isQuoted = false;
        for (var at = 0; at <= line.Length; at++)
        {
            if (at < line.Length && line[at] == Quote) isQuoted = !isQuoted;
            if (at < line.Length && (isQuoted || line[at] is not ((byte)' ' or (byte)'\t'))) continue;

            if (at > start) view.Append(slot, whole with { Start = whole.Start + start, Length = at - start });
            start = at + 1;
        }
    }
}
