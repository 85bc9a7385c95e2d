using DetectionApi.Support;

namespace DetectionApi.DomainTests;

/// <summary>Case files as data of a theory: line, question, answer.</summary>
internal static class Cases
{
    public static TheoryData<int, string, string> Of(string name)
    {
        var data = new TheoryData<int, string, string>();
        foreach (var (line, question, answer) in CaseFile.Read(name)) data.Add(line, question, answer);
        return data;
    }
}
