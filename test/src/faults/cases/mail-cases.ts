import { waitFor } from "@railbooker/runtime/testing/wait";
import { type FaultCase, sleep, underLoad } from "../fault-case.js";

/** From the queue over the e-mail service to the mail server. */
export const mailCases: readonly FaultCase[] = [
  {
    name: "worker-killed-mid-send",
    drive: underLoad(async ({ house, note }) => {
      const [worker] = house.notifications;
      house.sink.fallSilent();
      await waitFor("a mail under way", () => house.sink.waiting() > 0);
      await worker?.kill();
      note("the worker was killed while a mail was under way");
      house.sink.answer();
      await sleep(500);
      await worker?.start();
    }),
    quietWithinMs: 150_000,
  },
  {
    name: "email-fails",
    drive: underLoad(async ({ house }) => {
      house.emailDoor.answer(500);
      await waitFor("several refusals", () => house.emailDoor.refused() > 20, 30_000);
      house.emailDoor.letThrough();
    }),
    quietWithinMs: 120_000,
  },
  {
    name: "email-hangs",
    mayDouble:
      "what it was handing over when it froze timed out at its end, and nobody knows how far it came",
    drive: underLoad(
      async ({ house }) => {
        house.email.pause();
        // Longer than the worker waits for an answer.
        await sleep(40_000);
        house.email.resume();
      },
      { perSecond: 3 },
    ),
    quietWithinMs: 150_000,
  },
  {
    name: "email-killed-after-sending",
    mayDouble: "the mail server had the mail, and who was to note it was dead: the outcome was unknown",
    drive: underLoad(async (scene) => {
      const { house } = scene;
      house.sink.fallSilent();
      await waitFor("a mail that was taken", () => house.sink.waiting() > 0);
      await house.email.kill();
      scene.unknown = house.sink.waiting();
      scene.note(`${scene.unknown} mails were taken, and the e-mail service was killed before it knew`);
      house.sink.answer();
      await house.email.start();
    }),
    quietWithinMs: 200_000,
  },
];
