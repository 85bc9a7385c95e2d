using System.Security.Cryptography.X509Certificates;
using DetectionApi.Domain.Access;

namespace DetectionApi.Api.Access;

/// <summary>Who sends a request, or why that is not believed.</summary>
/// <param name="Caller">Who it is; null if he is not believed.</param>
/// <param name="Code">Why not, for programs; empty if he is.</param>
/// <param name="Detail">Why not, and what to do.</param>
internal readonly record struct Authentication(Caller? Caller, string Code, string Detail)
{
    public static Authentication Of(Caller caller) => new(caller, "", "");
}

/// <summary>Finds out who sends a request.</summary>
internal sealed class Authenticator(KeyRing keys, TokenReader tokens, TimeProvider time)
{
    private const string Header = "X-Actor";

    // Compared with where there is no such key, so that an answer tells nobody by its time which ids there are.
    private static readonly SecretHash Nobodys = SecretHash.Make().Hash;

    /// <summary>Whether anybody is asked.</summary>
    public bool IsNeeded => keys.IsNeeded;

    /// <summary>Who sends the request.</summary>
    public async ValueTask<Authentication> RunAsync(HttpContext context)
    {
        if (!keys.IsNeeded)
            return Authentication.Of(Caller.OfThisComputer(
                ActorName.Of(context.Request.Headers[Header].ToString())));

        return ShownCredential.Of(context.Request) switch
        {
            ShownCredential.Key key => Open(key, Callers.FromOf(context)),
            ShownCredential.Token => await tokens.ReadAsync(context),
            ShownCredential.Unreadable => new Authentication(
                null, "credential-unreadable",
                "The header Authorization cannot be read: send 'ApiKey', 'Bearer' or 'Basic' with Base64 of id:secret, "
                + "or 'Bearer' with a token."),
            _ when context.Connection.ClientCertificate is { } certificate => OfCertificate(certificate),
            _ => new Authentication(
                null, "key-required",
                "Send an access key in the header Authorization, as 'ApiKey' with Base64 of id:secret or as user and "
                + "password. 'keys add' on the command line of the service makes one."),
        };
    }

    private Authentication Open(ShownCredential.Key shown, string? from)
    {
        var now = time.GetUtcNow();
        if (keys.Find(shown.Id) is not { } known)
        {
            _ = Nobodys.IsOf(shown.Secret);
            return Refused();
        }

        if (!known.Key.IsOpenedBy(shown.Secret, now)) return Refused();
        if (known.Key.StateAt(now) is not KeyState.Active and var state)
            return new Authentication(
                null, state is KeyState.Expired ? "key-expired" : "key-revoked",
                state is KeyState.Expired
                    ? $"The key {shown.Id} ended at {known.Key.ExpiresAt:u}; ask an administrator for another one."
                    : $"The key {shown.Id} was revoked; ask an administrator for another one.");

        keys.Note(shown.Id, from);
        return Authentication.Of(known.Caller);
    }

    // The server has verified it against the authorities of the settings before the first byte of the request.
    private static Authentication OfCertificate(X509Certificate2 certificate) =>
        ActorName.Of(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)) is { } name
        && !ActorName.IsReserved(name)
            ? Authentication.Of(new Caller(name, null, [Role.Ingest], null))
            : new Authentication(
                null, "certificate-unnamed", "The client certificate names nobody: its subject needs a common name.");

    private static Authentication Refused() => new(
        null, "key-refused", "There is no access key of this id and secret.");
}
