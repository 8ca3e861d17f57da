/** Who travels, as the addresses of pages say it: so many, and of them so many children and seniors. */
export interface Party {
  passengers: number;
  children: number;
  seniors: number;
}

export const mostPassengers = 9;

/** Says either so many passengers, of them these children and seniors; or, as the plain form does, each by its type. */
export function readParty(values: URLSearchParams): Party {
  const whole = (name: string, least: number, most: number): number => {
    const value = Number(values.get(name) ?? least);
    return Number.isInteger(value) && value >= least && value <= most ? value : least;
  };
  if (values.has("adults")) {
    const [adults, children, seniors] = ["adults", "children", "seniors"].map((name) =>
      whole(name, 0, mostPassengers),
    );
    return bounded({ adults: adults ?? 1, children: children ?? 0, seniors: seniors ?? 0 });
  }
  const passengers = whole("passengers", 1, mostPassengers);
  const children = whole("children", 0, passengers);
  return { passengers, children, seniors: whole("seniors", 0, passengers - children) };
}

/** Nobody is one adult; more than may travel together are as many as may, adults first. */
function bounded({ adults, children, seniors }: Record<"adults" | "children" | "seniors", number>): Party {
  const passengers = Math.min(mostPassengers, adults + children + seniors);
  if (passengers === 0) return { passengers: 1, children: 0, seniors: 0 };
  const young = Math.min(children, Math.max(0, passengers - adults));
  return {
    passengers,
    children: young,
    seniors: Math.min(seniors, Math.max(0, passengers - adults - young)),
  };
}

/** For the address of a page. */
export function partyParameters({ passengers, children, seniors }: Party): Record<string, string> {
  return {
    passengers: String(passengers),
    ...(children > 0 ? { children: String(children) } : {}),
    ...(seniors > 0 ? { seniors: String(seniors) } : {}),
  };
}

/** One for each passenger, adults first. */
export function typesOf({ passengers, children, seniors }: Party): string[] {
  const times = (count: number, type: string): string[] => Array.from({ length: count }, () => type);
  return [
    ...times(passengers - children - seniors, "adult"),
    ...times(children, "child"),
    ...times(seniors, "senior"),
  ];
}

export function partyOfTypes(types: readonly string[]): Party {
  const count = (type: string): number => types.filter((each) => each === type).length;
  return { passengers: types.length, children: count("child"), seniors: count("senior") };
}

/** For a question to the API about prices. */
export function typeParameters(types: readonly string[]): Record<string, string> {
  const passengers = { passengers: String(types.length) };
  return types.every((type) => type === "adult")
    ? passengers
    : { ...passengers, passengerTypes: types.join(",") };
}
