import type { KeyObject } from "node:crypto";
import { signAccessToken } from "@railbooker/runtime/access-token";
import { compileSchema, parseOrThrow } from "@railbooker/runtime/schema";
import axios from "axios";
import Type from "typebox";

const timeoutMs = 5000;
const tokenSeconds = 60;
const largestAnswer = 1024 * 1024;

const check = compileSchema(
  Type.Object({ feeds: Type.Array(Type.Object({ userId: Type.String(), maxSeq: Type.Integer() })) }),
);

/** Asks the notification service for the number of each user's latest notification. Rejects when it does not answer. */
export function latestNumbers(options: { serviceUrl: string; accessTokenKey: KeyObject }) {
  return async (userIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const claims = { userId: "service:booking" };
    const token = signAccessToken(options.accessTokenKey, claims, "railbooker-feeds", tokenSeconds);
    const { data } = await axios.post<unknown>(
      "/feeds/numbers",
      { userIds },
      {
        baseURL: options.serviceUrl,
        headers: { authorization: `Bearer ${token}` },
        timeout: timeoutMs,
        signal: AbortSignal.timeout(timeoutMs),
        maxRedirects: 0,
        maxContentLength: largestAnswer,
        proxy: false,
      },
    );
    const { feeds } = parseOrThrow(check, data, "body");
    return new Map(feeds.map(({ userId, maxSeq }) => [userId, maxSeq]));
  };
}
