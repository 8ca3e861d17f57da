import type { KeyObject } from "node:crypto";
import { signAccessToken } from "@railbooker/runtime/access-token";
import { compileSchema, parseOrThrow } from "@railbooker/runtime/schema";
import axios from "axios";
import type { Static, TSchema } from "typebox";

const tokenSeconds = 60;
const usualAnswer = 1024 * 1024;

export interface NotificationService {
  serviceUrl: string;
  accessTokenKey: KeyObject;
}

/**
 * A question to the notification service: this service's own, or with `userId` in that user's name.
 * @returns what asks it; rejects when no answer of that shape comes in time
 */
export function askService<Answer extends TSchema>(
  { serviceUrl, accessTokenKey }: NotificationService,
  {
    method,
    path,
    answer,
    timeoutMs,
    largestAnswer = usualAnswer,
  }: { method: "get" | "post"; path: string; answer: Answer; timeoutMs: number; largestAnswer?: number },
): (asked: { params?: unknown; body?: unknown; userId?: string }) => Promise<Static<Answer>> {
  const check = compileSchema(answer);
  return async ({ params, body, userId }) => {
    const token =
      userId === undefined
        ? signAccessToken(accessTokenKey, { userId: "service:booking" }, "railbooker-feeds", tokenSeconds)
        : signAccessToken(accessTokenKey, { userId }, "railbooker-notification", tokenSeconds);
    const { data } = await axios.request<unknown>({
      baseURL: serviceUrl,
      url: path,
      method,
      params,
      data: body,
      headers: { authorization: `Bearer ${token}` },
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      maxRedirects: 0,
      maxContentLength: largestAnswer,
      proxy: false,
    });
    return parseOrThrow(check, data, "body");
  };
}
