export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  body: any;
}

/** A browser without a window: keeps its cookie and says which origin it is on. */
export class Visitor {
  cookie: string | undefined;
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) {
    this.#url = url;
    this.#headers = headers;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        connection: "close",
        ...this.#headers,
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      this.cookie = pair.endsWith("=") ? undefined : pair;
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  }

  get = (path: string, headers?: Record<string, string>) => this.send("GET", path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.send("POST", path, body, headers);
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

let made = 0;
/** Somebody who has not registered yet. */
export const somebody = () => {
  made += 1;
  return { email: `traveller${made}@example.org`, password: "three unrelated words", name: "Ada Example" };
};
