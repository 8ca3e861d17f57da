import { type FaultCase, sleep, underLoad } from "../fault-case.js";

/** What operators do on purpose. */
export const deploymentCases: readonly FaultCase[] = [
  {
    name: "rolling-restart",
    house: { bookings: 2, notifications: 2 },
    drive: underLoad(async ({ house, note }) => {
      for (const each of [...house.bookings, ...house.notifications, house.email]) {
        await each.stop();
        await each.start();
        note(`${each.name} was restarted`);
        await sleep(300);
      }
    }),
  },
];
