import type { Coach, Formation, SeatPlace } from "./formation.js";

export type SeatState = "free" | "held" | "taken";

/** A seat as the map shows it, but for its state. */
const placeJson = ({ coach: _coach, ...place }: SeatPlace): string => JSON.stringify(place).slice(0, -1);

const coachJson = ({ seats: _seats, ...coach }: Coach): string => JSON.stringify(coach).slice(0, -1);

/** The text of a map before each seat's state, and behind the last. */
interface Template {
  before: string[];
  end: string;
}

const templates = new WeakMap<Formation, Template>();

/** Only the states differ from one answer to the next: the rest of the text is made once for each formation. */
export function seatMapJson(formation: Formation, states: readonly SeatState[]): Buffer {
  const template = templates.get(formation) ?? makeTemplate(formation);
  templates.set(formation, template);
  let text = "";
  for (const [index, before] of template.before.entries()) text += before + (states[index] ?? "free");
  return Buffer.from(text + template.end);
}

function makeTemplate(formation: Formation): Template {
  const before: string[] = [];
  let text = '{"coaches":[';
  for (const [index, coach] of formation.entries()) {
    text += `${index === 0 ? "" : ","}${coachJson(coach)},"seats":[`;
    for (const [position, seat] of coach.seats.entries()) {
      before.push(`${text}${position === 0 ? "" : ","}${placeJson(seat)},"state":"`);
      text = '"}';
    }
    text += "]}";
  }
  return { before, end: `${text}]}` };
}
