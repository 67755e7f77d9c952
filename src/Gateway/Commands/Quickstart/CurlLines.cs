namespace Gateway.Commands;

/// <summary>The same steps by hand, for a second terminal in the same folder.</summary>
internal static class CurlLines
{
    public static string For(string url, DemoFiles files, DemoPassport passport, string recipientDid, string credentialId)
    {
        var product = Uri.EscapeDataString(passport.ProductId);
        var recipient = Uri.EscapeDataString(recipientDid);
        return $"""

              By hand, from another terminal in this folder (the server goes on until Ctrl-C):

              # send the signed passport: held already, so 200 (the first time: 201)
              curl -i "{url}/credentials?access=public&to={recipient}" -H "Authorization: Bearer $(cat {files.ApiKey})" -H "Content-Type: application/vc+jwt" --data-binary @{files.Passport}

              # fetch it by its product, and by its id
              curl -i "{url}/passports/{product}"
              curl -i "{url}/credentials/{credentialId}"

              # the verification report, for anybody
              curl -s "{url}/credentials/verify" -H "Content-Type: application/json" --data-binary @{files.VerifyRequest}

              # the delivery
              curl -s "{url}/deliveries?credential={credentialId}" -H "Authorization: Bearer $(cat {files.ApiKey})"

              # the tampered one: 422, and why
              curl -i "{url}/credentials" -H "Authorization: Bearer $(cat {files.ApiKey})" -H "Content-Type: application/vc+jwt" --data-binary @{files.Tampered}

            """;
    }
}
