import * as z from "zod/mini";
import { type ExclusiveKeys, exactlyOne } from "./exactly-one.ts";
import { field, referenceText } from "./field.ts";
import { callLimitsSchema } from "./limits.ts";
import { filePath, hostName, httpUrl, label, listenAddress, name, port } from "./text.ts";

/** A certificate comes from exactly one place. */
export const tlsRules: ExclusiveKeys = { kinds: ["files", "acme", "secret"], belongs: {} };

const tlsSchema = () =>
  exactlyOne(
    {
      files: field(
        z.optional(
          z.strictObject({
            certificate: field(filePath(), "Certificate chain (PEM).", "./tls/fullchain.pem"),
            key: field(filePath(), "Private key (PEM).", "./tls/privkey.pem"),
          }),
        ),
        "Files that are already there.",
        { certificate: "./tls/fullchain.pem", key: "./tls/privkey.pem" },
      ),
      acme: field(
        z.optional(z.strictObject({ email: field(z.email(), "Address for the certificate authority.", "ops@example.com") })),
        "Certificates are fetched and renewed (ACME, RFC 8555).",
        { email: "ops@example.com" },
      ),
      secret: field(z.optional(name()), "Secret of the platform that holds certificate and key.", "mcp-tls"),
    },
    tlsRules,
  );

const authSchema = () =>
  z.strictObject({
    bearer: field(
      z.optional(z.strictObject({ tokens: field(referenceText(), "Accepted tokens, one per line.", "${secret.tokens}") })),
      "Fixed tokens in the Authorization header.",
      { tokens: "${secret.tokens}" },
    ),
    jwt: field(
      z.optional(
        z.strictObject({
          issuer: field(httpUrl(), "Who signs the tokens.", "https://login.example.com"),
          audience: field(label(), "For whom they are meant.", "https://mcp.example.com"),
          jwksUrl: field(z.optional(httpUrl()), "Where the keys are.", "https://login.example.com/keys", {
            otherwise: "what the issuer's metadata says",
          }),
        }),
      ),
      "Signed tokens of an identity provider (OAuth 2.1, OpenID Connect).",
      { issuer: "https://login.example.com", audience: "https://mcp.example.com" },
    ),
  });

/** The front door of a stack. */
export const gatewaySchema = () =>
  z.strictObject({
    host: field(z._default(listenAddress(), "127.0.0.1"), "Address to listen on; loopback unless asked.", "0.0.0.0"),
    port: field(z.optional(port()), "Port to listen on.", 7420, { otherwise: "chosen by the target" }),
    hosts: field(z._default(z.array(hostName()), []), "Host names under which it is reached.", ["mcp.example.com"]),
    origins: field(
      z._default(z.array(z.string({ checks: [z.regex(/^(?:\*|[a-z][a-z0-9+.-]*:\/\/\S+)$/)] })), []),
      "Web origins that may call it from a browser.",
      ["https://app.example.com"],
    ),
    tls: field(
      z.optional(tlsSchema()),
      "Encryption: exactly one of files, acme, secret.",
      { acme: { email: "ops@example.com" } },
      { otherwise: "none" },
    ),
    auth: field(z.prefault(authSchema(), {}), "Who may call.", { bearer: { tokens: "${secret.tokens}" } }),
    limits: field(z.prefault(callLimitsSchema(), {}), "Limits on all calls together.", { rate: "500/s" }),
  });
