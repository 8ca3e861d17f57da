import type { Request } from "express";

/** Set by the switch in the footer; without it the device decides. */
const looks = ["light", "dark"] as const;
export type Look = (typeof looks)[number];

export function pageLook(req: Request): Look | undefined {
  const kept = /(?:^|;\s*)look=([a-z]+)(?:;|$)/.exec(req.headers.cookie ?? "")?.[1];
  return looks.find((look) => look === kept);
}

/** Said in the page itself, so that it is never seen in the other look first. */
export function inLook(html: string, look: Look | undefined): string {
  return look === undefined ? html : html.replace("<html ", `<html data-look="${look}" `);
}
