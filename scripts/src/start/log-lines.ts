const levelNames: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
const warning = 40;

/** Turns a service's JSON log line into one for people; a line that is not JSON stays as it is. */
export function readableLine(line: string): string {
  const entry = parse(line);
  if (entry === undefined) return line;
  const level = levelNames[Number(entry.level)] ?? "log";
  const error = entry.err as { message?: unknown } | undefined;
  const reason =
    typeof error?.message === "string" && error.message !== entry.msg ? ` (${error.message})` : "";
  return `${level}: ${String(entry.msg ?? line)}${reason}`;
}

/** Tells whether the line is a warning or worse, which a person at the terminal wants to see. */
export function isWarning(line: string): boolean {
  return Number(parse(line)?.level) >= warning;
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
