import { describeExit, killAllChildren } from "../servers/child.js";
import { within } from "../servers/wait.js";
import { takePlace } from "./earlier-run.js";
import type { Progress } from "./progress.js";
import { type Started, startEverything } from "./run.js";
import { lastWords } from "./service.js";
import { Supervisor } from "./supervisor.js";

const stopBudgetMs = 9000;
// npm hands the terminal's Ctrl-C on to its child, which has had it already: those two are one.
const sameKeyPressMs = 1000;

class Interrupted extends Error {}

/** `npm start`: runs everything until Ctrl-C or a crash. @returns the exit code */
export async function main({ progress }: { progress: Progress }): Promise<number> {
  // A closed terminal must not keep the rest from being stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  process.on("exit", killAllChildren);
  const supervisor = new Supervisor();
  const interruption = listenForSignals(progress);
  let givePlaceFree = (): void => undefined;
  let code = 1;
  let starting: Promise<Started> | undefined;
  let over = false;
  try {
    givePlaceFree = takePlace();
    starting = startEverything(process.env, supervisor, progress, () => {
      if (over || interruption.happened()) throw new Interrupted();
    });
    const crashed = supervisor.crashed.then(({ part, exit }) => {
      throw new Error(lastWords(`${part.name} ended unexpectedly (${describeExit(exit)}).`, part));
    });
    const first = await Promise.race([starting, interruption.promise, crashed]);
    if (first !== "interrupted") {
      progress.note(readyText(first));
      await Promise.race([interruption.promise, crashed]);
    }
    code = 0;
  } catch (error) {
    if (error instanceof Interrupted) code = 0;
    else progress.note(`\n${error instanceof Error ? error.message : String(error)}\n`);
  }
  over = true;
  const hasParts = !supervisor.isEmpty();
  if (hasParts) progress.note(code === 0 ? "\nStopping …" : "Stopping the rest …");
  // A step in the middle of something gets a moment to notice; what it leaves is killed at exit.
  const settled = starting?.then(
    () => true,
    () => true,
  );
  const end = performance.now() + stopBudgetMs;
  if (settled !== undefined) await within(settled, 3000);
  await supervisor.stopAll(end - performance.now());
  givePlaceFree();
  if (hasParts) progress.note("Stopped.");
  return code;
}

/** The first signal asks for an orderly stop, a second one ends everything at once. */
function listenForSignals(progress: Progress) {
  let since: number | undefined;
  let interrupt: (value: "interrupted") => void = () => undefined;
  const promise = new Promise<"interrupted">((resolve) => {
    interrupt = resolve;
  });
  const onSignal = () => {
    if (since === undefined) {
      since = performance.now();
      interrupt("interrupted");
    } else if (performance.now() - since > sameKeyPressMs) {
      progress.note("Ended at once.");
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return { promise, happened: () => since !== undefined };
}

function readyText({ ports, withInbox, publicUrl }: Started): string {
  const inbox = withInbox
    ? `  Inbox   http://localhost:${ports.inbox}   every e-mail that RailBooker sends\n`
    : "  E-mail goes to the server that you have set.\n";
  return `
RailBooker is ready.

  Site    ${publicUrl}
${inbox}  API     ${publicUrl}/api/docs
  Logs    .railbooker/logs/

  Ctrl-C stops everything.
`;
}
