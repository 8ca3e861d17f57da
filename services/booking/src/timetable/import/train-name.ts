export interface NamedTrain {
  number: string;
  name: string;
  category: string;
}

const LETTERS_THEN_NUMBER = /^(\p{L}[\p{L}.]*)[\s-]*(\d+)/u;

/**
 * Number, name and category as travellers know them. Feeds write "ICE 571", "IC 114 Cracovia /131", or only "571" beside a route
 * "ICE 12"; where there is nothing, the route's name and the trip's own id must do.
 */
export function nameTrain(tripShortName: string, routeShortName: string, tripId: string): NamedTrain {
  const [, letters, digits] = LETTERS_THEN_NUMBER.exec(tripShortName) ?? [];
  if (letters !== undefined && digits !== undefined)
    return { number: digits, name: tripShortName, category: letters };
  const routeLetters = /^\p{L}[\p{L}.]*/u.exec(routeShortName)?.[0] ?? "";
  if (tripShortName !== "") {
    const onlyNumber = /^\d+$/.test(tripShortName);
    return {
      number: /\d+/.exec(tripShortName)?.[0] ?? tripShortName,
      name: onlyNumber && routeLetters !== "" ? `${routeLetters} ${tripShortName}` : tripShortName,
      category: routeLetters,
    };
  }
  const number = /\d+$/.exec(routeShortName)?.[0] ?? tripId;
  return { number, name: routeShortName === "" ? number : routeShortName, category: routeLetters };
}
