using System.Text;
using DetectionApi.Hostile.Wire;
using DetectionApi.Support;

namespace DetectionApi.Hostile;

/// <summary>What was answered wrongly once; cases that only take long are in the tests of growth.</summary>
public class FindingTests
{
    [Fact]
    public async Task Requests_are_answered_as_they_should_have_been()
    {
        await using var service = new HostileService();
        await new Running.Watch(service).WaitUntilReadyAsync();
        foreach (var file in SourceTree.Files("tests/Hostile/Cases", "*.http").Select(HttpFile.Parse))
        {
            var answers = new HttpFileAnswers(file);
            foreach (var request in file.Requests)
            {
                var wire = new WireRequest(request.Method, answers.TargetOf(request));
                foreach (var (name, value) in request.Headers) wire.With(name, answers.Fill(value));
                if (request.Body.Length > 0) wire.Body = Encoding.UTF8.GetBytes(answers.Fill(request.Body) + "\n");

                var answer = await service.AskAsync(wire.ToBytes());
                answers.Keep(request, answer.Text, eTag: "");

                Assert.True(answer.Status == request.Status, $"{request.Title}: {answer.Status} {answer.Text}");
                Assert.Contains(request.Holds, answer.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Bytes_are_answered_as_they_should_have_been()
    {
        await using var service = new HostileService();
        foreach (var given in CaseFile.Read("wire.cases"))
        {
            var answer = await service.AskAsync(
                given.Question.Replace("\\r\\n", "\r\n", StringComparison.Ordinal));

            Assert.True($"{answer.Status}" == given.Answer, $"line {given.Line}: {answer.Status} {answer.Text}");
            Assert.Null(AnswerCheck.FaultOf(answer, isHead: false));
        }
    }
}
