import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { script, styles } from "./assets.js";
import type { Chaos } from "./chaos.js";
import { answerChaos } from "./chaos-http.js";
import { summaryOf } from "./mail.js";
import { mailDocument, mailDocumentPolicy } from "./mail-document.js";
import type { Mailbox } from "./mailbox.js";
import { listPage, mailPage, notFoundPage, type View, views } from "./pages.js";

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

interface Answer {
  status?: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

export interface InboxParts {
  mailbox: Mailbox;
  chaos: Chaos;
  smtpUrl: string;
}

/**
 * The inbox's pages and its JSON: GET /messages, /messages/:id, /messages/:id/raw, DELETE /messages, and
 * GET, PUT and DELETE /chaos.
 */
export function createRequestListener(parts: InboxParts): RequestListener {
  return (request, response) => {
    answer(request, parts).then(
      (found) => send(response, found),
      (error: unknown) => {
        console.error(error);
        send(response, json(500, { title: "The inbox could not answer. Its log has the reason." }));
      },
    );
  };
}

async function answer(request: IncomingMessage, parts: InboxParts): Promise<Answer> {
  const refused = refusal(request);
  if (refused !== undefined) return refused;
  if (request.url === "/chaos" && ["GET", "PUT", "DELETE"].includes(request.method ?? "")) {
    const { status, value } = await answerChaos(request, parts.chaos);
    return json(status, value);
  }
  return route(request, parts);
}

/**
 * Mails hold sign-in links, so only this machine's own pages and programs get them: not a web page that has
 * pointed its host name at 127.0.0.1, and not another site's form.
 */
function refusal(request: IncomingMessage): Answer | undefined {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (!localHosts.has(host)) {
    return json(403, { title: `The inbox answers on localhost only; this request asked for "${host}".` });
  }
  const site = request.headers["sec-fetch-site"];
  const isChange = request.method !== "GET" && request.method !== "HEAD";
  if (isChange && site !== undefined && site !== "same-origin" && site !== "none") {
    return json(403, { title: "Another site may not change the inbox." });
  }
  return undefined;
}

function route(request: IncomingMessage, { mailbox, chaos, smtpUrl }: InboxParts): Answer {
  const url = new URL(request.url ?? "/", "http://localhost");
  const method = request.method === "HEAD" ? "GET" : request.method;
  const to = url.searchParams.get("to") ?? undefined;
  const [, first = "", id = "", third = "", index = ""] = url.pathname.split("/");
  switch (`${method} /${first}`) {
    case "GET /":
      return page(200, listPage(mailbox.list(to), { smtpUrl, to, chaos: chaos.list().length > 0 }));
    case "GET /inbox.css":
      return { type: "text/css; charset=utf-8", body: styles };
    case "GET /inbox.js":
      return { type: "text/javascript; charset=utf-8", body: script };
    case "GET /health":
      return json(200, { status: "ok" });
    case "POST /delete-all":
      mailbox.clear();
      return { status: 303, type: "text/plain", body: "", headers: { location: "/" } };
    case "DELETE /messages":
      mailbox.clear();
      return { status: 204, type: "text/plain", body: "" };
    case "GET /messages":
      return id === "" ? json(200, { items: mailbox.list(to).map(summaryOf) }) : message(mailbox, id, third);
    case "GET /mail":
      return mail(mailbox, id, third, index, url.searchParams.get("view"));
    default:
      return json(404, { title: `There is no ${method} ${url.pathname} here.` });
  }
}

function message(mailbox: Mailbox, id: string, part: string): Answer {
  const raw = mailbox.raw(id);
  if (raw === undefined) return json(404, { title: `There is no mail ${id}.` });
  if (part === "raw") return { type: "text/plain; charset=utf-8", body: raw };
  return json(200, mailbox.get(id));
}

function mail(mailbox: Mailbox, id: string, part: string, index: string, wanted: string | null): Answer {
  const found = mailbox.get(id);
  if (found === undefined) return page(404, notFoundPage());
  if (part === "document") {
    const headers = { "content-security-policy": mailDocumentPolicy };
    return { type: "text/html; charset=utf-8", body: mailDocument(found), headers };
  }
  if (part === "attachments") {
    const attachment = found.attachments[Number(index)];
    if (attachment === undefined) return page(404, notFoundPage());
    const body = Buffer.from(attachment.content, "base64");
    // Shown as a page, an attached HTML file would run with the inbox's own rights.
    return { type: "application/octet-stream", body, headers: { "content-disposition": "attachment" } };
  }
  const fallback: View = found.html === null ? "text" : "html";
  return page(200, mailPage(mailbox.list(), found, views.find((view) => view === wanted) ?? fallback));
}

function page(status: number, body: string): Answer {
  return {
    status,
    type: "text/html; charset=utf-8",
    body,
    headers: { "content-security-policy": pagePolicy },
  };
}

function json(status: number, value: unknown): Answer {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(value) };
}

function send(response: ServerResponse, { status = 200, type, body, headers = {} }: Answer): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
