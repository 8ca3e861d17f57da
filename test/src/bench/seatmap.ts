import { Traveller } from "../support/traveller.js";
import { compareWithFixed, startBookingBench } from "./support/booking-bench.js";
import { type Bench, report } from "./support/context.js";

interface RunCalls {
  calls: { location: { id: string } }[];
}
interface SeatMap {
  coaches: { seats: { state: string }[] }[];
}

const travellers = 5;

/** GET seats of a long-distance train of some 500 seats, some of them held, between every pair of its calls. */
const bench: Bench = async (context) => {
  const booking = await startBookingBench(context);
  try {
    const runId = await runWithHolds(booking.url);
    const { calls } = await booking.get<RunCalls>(`/api/trains/${runId}`);
    const ids = calls.map((call) => call.location.id);
    const paths = ids.flatMap((from, first) =>
      ids.slice(first + 1).map((to) => `/api/trains/${runId}/seats?from=${from}&to=${to}`),
    );
    const map = await booking.get<SeatMap>(paths[ids.length - 2] ?? "");
    const seats = map.coaches.flatMap((coach) => coach.seats);
    const held = seats.filter((seat) => seat.state === "held").length;
    process.stdout.write(`${seats.length} seats, ${held} held, ${paths.length} pairs of calls\n`);
    const { ratio, ours, baseline } = await compareWithFixed(booking, paths);
    report({
      name: "seatmap",
      ratio,
      bar: ">=0.3",
      ours: `${Math.round(ours)}/s`,
      baseline: `${Math.round(baseline)}/s`,
    });
  } finally {
    await booking.stop();
  }
};
export default bench;

async function runWithHolds(url: string): Promise<string> {
  const first = await new Traveller(url).register();
  const journeys = await first.search("hamburg", "zürich", 9);
  const journey = journeys.sort((a, b) => (b.legs[0]?.calls.length ?? 0) - (a.legs[0]?.calls.length ?? 0))[0];
  const runId = journey?.legs[0]?.runId;
  if (journey === undefined || runId === undefined)
    throw new Error("no train from Hamburg to Zürich tomorrow");
  for (let index = 0; index < travellers; index++) {
    const { status } = await (await new Traveller(url).register()).hold(journey, { passengers: 9 });
    if (status !== 201) throw new Error(`a hold answered ${status}`);
  }
  return runId;
}
