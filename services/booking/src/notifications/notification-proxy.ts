import type { KeyObject } from "node:crypto";
import { signAccessToken } from "@railbooker/runtime/access-token";
import { AppError, unavailable } from "@railbooker/runtime/errors";
import type { TimeRequest } from "@railbooker/runtime/metrics";
import { type Answer, type Route, type RouteInput, route } from "@railbooker/runtime/routes";
import { traced } from "@railbooker/runtime/tracing";
import { currentContext } from "@railbooker/runtime/work-context";
import axios, { type AxiosResponse } from "axios";
import type { Request } from "express";
import {
  Feed,
  FeedQuery,
  FeedState,
  PreferenceChoices,
  Preferences,
  ReadNotifications,
} from "./notification-schemas.js";

export interface NotificationProxyOptions {
  serviceUrl: string;
  accessTokenKey: KeyObject;
  userIdOf: (req: Request) => string;
  /** For metrics: around each request to the service. */
  timeRequest?: TimeRequest;
}

const timeoutMs = 5000;
const tokenSeconds = 60;
const largestAnswer = 1024 * 1024;
const tag = "Notifications";

/** The browser's notifications lie in the notification service; it is asked on the user's behalf, with a token for it alone. */
export function notificationProxyRoutes(options: NotificationProxyOptions): Route[] {
  const run = ({ req, query, body }: Pick<RouteInput<unknown, unknown, unknown>, "req" | "query" | "body">) =>
    forward(options, req, query, body);
  return [
    route(
      {
        method: "get",
        path: "/notifications",
        summary: "Notifications after a number, before one, or the latest",
        tag,
        access: "user",
        query: FeedQuery,
        responses: { 200: Feed },
      },
      run,
    ),
    route(
      {
        method: "post",
        path: "/notifications/read",
        summary: "Mark notifications as read up to a number",
        tag,
        access: "user",
        body: ReadNotifications,
        responses: { 200: FeedState },
      },
      run,
    ),
    route(
      {
        method: "get",
        path: "/notifications/preferences",
        summary: "What the user is told, and by which channel",
        tag,
        access: "user",
        responses: { 200: Preferences },
      },
      run,
    ),
    route(
      {
        method: "put",
        path: "/notifications/preferences",
        summary: "Choose what to be told, and by which channel",
        tag,
        access: "user",
        body: PreferenceChoices,
        responses: { 200: Preferences },
      },
      run,
    ),
  ];
}

async function forward(
  {
    serviceUrl,
    accessTokenKey,
    userIdOf,
    timeRequest = (_server, request) => request(),
  }: NotificationProxyOptions,
  req: Request,
  query: unknown,
  body: unknown,
): Promise<Answer> {
  const token = signAccessToken(
    accessTokenKey,
    { userId: userIdOf(req) },
    "railbooker-notification",
    tokenSeconds,
  );
  const server = new URL(serviceUrl).host;
  const attributes = { "http.request.method": req.method, "server.address": server };
  try {
    const response = await traced(`${req.method} ${req.path}`, { kind: "client", attributes }, () =>
      timeRequest(server, () => ask(serviceUrl, token, req, query, body)),
    );
    return answerOf(response);
  } catch (error) {
    throw error instanceof AppError ? error : unavailable("The notification service", error);
  }
}

function ask(
  serviceUrl: string,
  token: string,
  req: Request,
  query: unknown,
  body: unknown,
): Promise<AxiosResponse<unknown>> {
  const { requestId, traceparent } = currentContext() ?? {};
  return axios.request<unknown>({
    baseURL: serviceUrl,
    url: req.path,
    method: req.method,
    params: query,
    data: body,
    headers: {
      authorization: `Bearer ${token}`,
      ...(requestId === undefined ? {} : { "x-request-id": requestId }),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    timeout: timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
    maxRedirects: 0,
    maxContentLength: largestAnswer,
    proxy: false,
    validateStatus: () => true,
  });
}

/** What the caller did wrong is passed on as it is; a fault between the two services is not the caller's. */
function answerOf({ status, data, headers }: AxiosResponse<unknown>): Answer {
  if (status === 200) return { status, body: data };
  if (status === 204) return { status };
  if (status === 400 || status === 422) {
    const type = String(headers["content-type"] ?? "application/problem+json");
    return { status, body: data, headers: { "content-type": type } };
  }
  throw unavailable("The notification service", new Error(`it answered ${status}`));
}
