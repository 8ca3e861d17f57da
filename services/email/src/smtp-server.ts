/** Where and how mail is handed over. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte, as on port 465. */
  secure: boolean;
  /** Refuse to send when the server does not offer STARTTLS. */
  requireTls: boolean;
  /** A server on this machine shows a certificate of its own making at best. */
  plain: boolean;
  /** Certificate authorities trusted instead of the usual ones, as PEM. */
  authorities?: string;
  login?: SmtpLogin;
}

export type SmtpLogin = { user: string; password: string } | OAuthLogin;

/** The user's mailbox is opened by short-lived tokens, which `refreshToken` fetches from `tokenUrl`. */
export interface OAuthLogin {
  user: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  tokenUrl: string;
}

export interface SmtpSettings {
  SMTP_URL?: string;
  SMTP_HOST?: string;
  SMTP_PORT?: number;
  SMTP_USER?: string;
  SMTP_PASSWORD?: string;
  SMTP_TLS: "auto" | "required" | "off";
  SMTP_CA?: string;
  SMTP_OAUTH_CLIENT_ID?: string;
  SMTP_OAUTH_CLIENT_SECRET?: string;
  SMTP_OAUTH_REFRESH_TOKEN?: string;
  SMTP_OAUTH_TOKEN_URL: string;
}

/** @throws Error naming the variable that is wrong, without its value: it usually holds a password. */
export function smtpServer(settings: SmtpSettings): SmtpServer {
  const { host, port, tls, user, password } = addressOf(settings);
  const login = loginOf(settings, user, password);
  const secure = tls || port === 465;
  const local = host === "localhost" || host === "::1" || host.startsWith("127.");
  const plain = !secure && (settings.SMTP_TLS === "off" || (settings.SMTP_TLS === "auto" && local));
  // Where a password would go over the network, encryption is not for the server to decide on.
  const worthHiding = settings.SMTP_TLS === "required" || port === 587 || login !== undefined;
  return {
    host,
    port,
    secure,
    requireTls: !secure && !plain && worthHiding,
    plain,
    ...(settings.SMTP_CA === undefined ? {} : { authorities: settings.SMTP_CA }),
    ...(login === undefined ? {} : { login }),
  };
}

interface Address {
  host: string;
  port: number;
  tls: boolean;
  user?: string | undefined;
  password?: string | undefined;
}

function addressOf(settings: SmtpSettings): Address {
  const { SMTP_URL, SMTP_HOST = "127.0.0.1", SMTP_PORT = 1025, SMTP_USER, SMTP_PASSWORD } = settings;
  if (SMTP_URL === undefined) {
    return { host: SMTP_HOST, port: SMTP_PORT, tls: false, user: SMTP_USER, password: SMTP_PASSWORD };
  }
  const url = parseSmtpUrl(SMTP_URL);
  const tls = url.protocol === "smtps:";
  return {
    host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (tls ? 465 : 587) : Number(url.port),
    tls,
    user: url.username === "" ? SMTP_USER : decodeURIComponent(url.username),
    password: url.password === "" ? SMTP_PASSWORD : decodeURIComponent(url.password),
  };
}

function loginOf(settings: SmtpSettings, user = "", password = ""): SmtpLogin | undefined {
  const clientId = settings.SMTP_OAUTH_CLIENT_ID;
  if (clientId === undefined) return user === "" ? undefined : { user, password };
  const clientSecret = settings.SMTP_OAUTH_CLIENT_SECRET;
  const refreshToken = settings.SMTP_OAUTH_REFRESH_TOKEN;
  if (user === "" || clientSecret === undefined || refreshToken === undefined) {
    throw new Error(
      "The settings are not usable:\n  - SMTP_OAUTH_CLIENT_ID is set, so SMTP_USER, SMTP_OAUTH_CLIENT_SECRET and " +
        "SMTP_OAUTH_REFRESH_TOKEN must be set too. Set them, or leave it away to sign in with a password.",
    );
  }
  return { user, clientId, clientSecret, refreshToken, tokenUrl: settings.SMTP_OAUTH_TOKEN_URL };
}

function parseSmtpUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new Error(
      "The settings are not usable:\n  - SMTP_URL: it is not a URL. Write smtp://user:password@host:587 and " +
        "percent-encode special characters in the password.",
    );
  }
}
