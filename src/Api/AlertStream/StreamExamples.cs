namespace DetectionApi.Api.AlertStream;

/// <summary>What the OpenAPI document shows of the stream.</summary>
internal static class StreamExamples
{
    public const string ContentType = "text/event-stream";

    public const string Events = """
        retry: 3000
        id: 4711

        id: 4712
        event: alert-created
        data: {"id":"5b0e8d2c4f7a49e1a6c3d9b8e7f60123","severity":"high","status":"open","…":"…"}

        event: exception-expiring
        data: {"id":"edr-agent","name":"EDR agent","owner":"endpoint team","expiresAt":"…","days":14}

        : heartbeat
        id: 4720

        """;
}
