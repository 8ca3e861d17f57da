import type { SMTPConnectionAuth } from "nodemailer/lib/smtp-connection";
import XOAuth2 from "nodemailer/lib/xoauth2";
import type { OAuthLogin, SmtpServer } from "../smtp-server.js";

/**
 * How one connection is made. Every stage has its limit, so that a silent server costs seconds and never a stuck
 * connection.
 * @param silenceMs how long the server may stay silent once it is connected
 */
export function connectionOptions(server: SmtpServer, silenceMs: number) {
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: server.plain,
    tls: {
      minVersion: "TLSv1.2" as const,
      ...(server.authorities === undefined ? {} : { ca: server.authorities }),
    },
    dnsTimeout: 5000,
    connectionTimeout: 5000,
    greetingTimeout: Math.min(5000, silenceMs),
    socketTimeout: silenceMs,
  };
}

/** Signs one connection in, for a check that sends nothing. */
export function connectionLogin({ login }: SmtpServer): SMTPConnectionAuth | undefined {
  if (login === undefined) return undefined;
  if ("password" in login) return { user: login.user, pass: login.password };
  return { type: "OAUTH2", user: login.user, method: "XOAUTH2", oauth2: tokensOf(login) };
}

/** Signs the pool's connections in; with XOAUTH2 they share one token, fetched again when it runs out. */
export function poolLogin({ login }: SmtpServer) {
  if (login === undefined) return {};
  if ("password" in login) return { auth: { user: login.user, pass: login.password } };
  const tokens = tokensOf(login);
  return {
    auth: {
      type: "OAuth2" as const,
      user: login.user,
      provisionCallback: (
        _user: string,
        renew: boolean,
        done: (error: Error | null, token?: string, expires?: number) => void,
      ) => tokens.getToken(renew, (error, token) => done(error, token ?? "", tokens.expires)),
    },
  };
}

function tokensOf({ user, clientId, clientSecret, refreshToken, tokenUrl }: OAuthLogin): XOAuth2 {
  return new XOAuth2({ user, clientId, clientSecret, refreshToken, accessUrl: tokenUrl });
}
