/** A ride as a journey's id names it: location ids of the calls to board and leave at. */
export interface RideName {
  runId: string;
  from: string;
  to: string;
}

/** As a schema has it: one to six rides. Run and location ids hold neither ~ nor !. */
export const JOURNEY_ID_PATTERN = "^[^~!]+~[^~!]+~[^~!]+(![^~!]+~[^~!]+~[^~!]+){0,5}$";

export const journeyIdOf = (rides: readonly RideName[]): string =>
  rides.map(({ runId, from, to }) => `${runId}~${from}~${to}`).join("!");

/** The rides of an id that fits JOURNEY_ID_PATTERN. */
export function parseJourneyId(id: string): RideName[] {
  return id.split("!").map((ride) => {
    const [runId = "", from = "", to = ""] = ride.split("~");
    return { runId, from, to };
  });
}
