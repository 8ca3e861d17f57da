/** What an operator asks of the bus. Whatever changes something is only told until `yes`. */
export type BusCommand =
  | { what: "status" }
  | { what: "list" }
  | { what: "replay-letters" | "drop-letters"; ids: "all" | string[]; yes: boolean }
  | { what: "replay"; since: Date; yes: boolean };

export const usage = `Usage: npm run bus -- COMMAND [--yes]
  status                             how streams, groups and the outbox stand
  dead-letters [list]                what was set aside, and why
  dead-letters replay ID… | --all    puts it into its stream again
  dead-letters drop ID… | --all      forgets it
  replay --since WHEN                publishes again what was written since WHEN: 2h, 30m, 3d, or 2026-03-01T09:00:00Z
Without --yes, replay and drop only say what they would do.`;

/** @throws Error with the usage where the words make no sense */
export function readCommand(words: readonly string[], now: Date): BusCommand {
  const yes = words.includes("--yes");
  const [first = "status", ...rest] = words.filter((word) => word !== "--yes");
  if (first === "status" && rest.length === 0) return { what: "status" };
  if (first === "dead-letters") return readLetters(rest, yes);
  if (first === "replay" && rest[0] === "--since" && rest.length === 2)
    return { what: "replay", since: readMoment(rest[1] ?? "", now), yes };
  throw new Error(`"${words.join(" ")}" is none of the commands.\n${usage}`);
}

function readLetters([verb = "list", ...which]: string[], yes: boolean): BusCommand {
  if (verb === "list" && which.length === 0) return { what: "list" };
  if (verb !== "replay" && verb !== "drop") throw new Error(`dead-letters cannot "${verb}".\n${usage}`);
  const all = which.length === 1 && which[0] === "--all";
  if (!all && (which.length === 0 || which.some((id) => !/^\d+-\d+$/.test(id))))
    throw new Error(`Say which dead letters: their ids as "list" shows them, or --all.\n${usage}`);
  return { what: verb === "replay" ? "replay-letters" : "drop-letters", ids: all ? "all" : which, yes };
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function readMoment(text: string, now: Date): Date {
  const [, amount, unit = ""] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(now.getTime() - Number(amount) * (unitMs[unit] ?? 0));
  const moment = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(moment.getTime()) && moment <= now) return moment;
  throw new Error(
    `--since takes a span such as 2h, 30m or 3d, or a moment in the past; "${text}" is neither.`,
  );
}
