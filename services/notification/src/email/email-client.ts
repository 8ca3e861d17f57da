import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { TimeRequest } from "@railbooker/runtime/metrics";
import { traced } from "@railbooker/runtime/tracing";
import { currentContext } from "@railbooker/runtime/work-context";
import axios from "axios";
import { keyOf, type Mail } from "./mail.js";
import type { EmailAnswer } from "./mail-outcome.js";

export interface EmailClient {
  /** @throws Error when no answer came: whether the mail went out is not known, and the same key makes a repeat harmless. */
  send(mail: Mail, signal: AbortSignal): Promise<EmailAnswer>;
  close(): void;
}

export interface EmailClientOptions {
  url: string;
  token: string;
  /** Longer than the e-mail service gives itself, so that its own answer is heard. */
  timeoutMs?: number;
  /** For metrics: around each request. */
  timeRequest?: TimeRequest;
}

const largestAnswer = 64 * 1024;

export function createEmailClient({
  url,
  token,
  timeoutMs = 35_000,
  timeRequest = (_server, request) => request(),
}: EmailClientOptions): EmailClient {
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
  };
  const client = axios.create({
    ...agents,
    timeout: timeoutMs,
    // A redirect would carry the token and the traveller's address to wherever it points.
    maxRedirects: 0,
    proxy: false,
    maxContentLength: largestAnswer,
    validateStatus: () => true,
    headers: { authorization: `Bearer ${token}` },
  });
  const sendUrl = new URL("send", url.endsWith("/") ? url : `${url}/`).toString();
  const server = new URL(url).host;
  const attributes = { "http.request.method": "POST", "server.address": server };

  return {
    send: async (mail, signal) => {
      const { recipient: to, template, locale, data } = mail;
      const response = await traced("POST /send", { kind: "client", attributes }, () => {
        const traceparent = currentContext()?.traceparent;
        const post = () =>
          client.post<unknown>(
            sendUrl,
            { to, template, data, locale },
            {
              signal,
              headers: {
                "idempotency-key": keyOf(mail),
                "x-request-id": mail.eventId,
                ...(traceparent === undefined ? {} : { traceparent }),
              },
            },
          );
        return timeRequest(server, post);
      });
      return { status: response.status, body: response.data };
    },
    close: () => {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}
