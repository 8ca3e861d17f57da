const TIME = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/;

/** Seconds of the service day from "H:MM:SS", beyond 86400 after midnight; undefined where it is blank, NaN where it is no time. */
export function parseTime(text: string): number | undefined {
  if (text === "") return undefined;
  const match = TIME.exec(text);
  if (match === null) return Number.NaN;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}
