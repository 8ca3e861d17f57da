import type { Attachment } from "postal-mime";

export interface Calendar {
  METHOD: string;
  /** Each event's properties by name, texts as they are escaped. */
  events: Record<string, string>[];
}

/** Reads an attached calendar as strictly as RFC 5545 is written. @throws Error naming what is wrong */
export function readCalendar({ content, filename }: Pick<Attachment, "content" | "filename">): Calendar {
  const fail = (what: string): never => {
    throw new Error(`${filename} is no calendar: ${what}`);
  };
  // The mail parser gives texts with bare line feeds.
  const text = Buffer.from(content as ArrayBuffer).toString("utf8");
  const physical = text.replace(/\n$/, "").split("\n");
  const long = physical.find((line) => Buffer.byteLength(line) > 75);
  if (long !== undefined) fail(`a line of more than 75 bytes: ${long}`);
  const lines = physical.join("\n").replaceAll("\n ", "").split("\n");
  if (lines[0] !== "BEGIN:VCALENDAR" || lines.at(-1) !== "END:VCALENDAR") fail("it has no frame");
  const events: Record<string, string>[] = [];
  const head: Record<string, string> = {};
  let event: Record<string, string> | undefined;
  for (const line of lines.slice(1, -1)) {
    const [, name = "", value = ""] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? fail(`the line "${line}"`);
    if (name === "BEGIN") {
      if (value !== "VEVENT" || event !== undefined) fail(`BEGIN:${value} out of place`);
      event = {};
    } else if (name === "END") {
      if (value !== "VEVENT" || event === undefined) fail(`END:${value} out of place`);
      events.push(event ?? {});
      event = undefined;
    } else {
      const target = event ?? head;
      if (Object.hasOwn(target, name)) fail(`${name} twice`);
      target[name] = value;
    }
  }
  if (event !== undefined) fail("an event does not end");
  for (const name of ["VERSION", "PRODID", "METHOD"]) if (head[name] === undefined) fail(`no ${name}`);
  for (const each of events) checkEvent(each, fail);
  return { METHOD: head["METHOD"] ?? "", events };
}

function checkEvent(event: Record<string, string>, fail: (what: string) => never): void {
  const time = /^\d{8}T\d{6}Z$/;
  for (const name of ["DTSTAMP", "DTSTART", "DTEND"])
    if (!time.test(event[name] ?? "")) fail(`${name} is "${event[name]}"`);
  if ((event["DTEND"] ?? "") <= (event["DTSTART"] ?? "")) fail("an event ends before it begins");
  for (const name of ["UID", "SEQUENCE", "SUMMARY", "STATUS"]) if (!event[name]) fail(`no ${name}`);
}
