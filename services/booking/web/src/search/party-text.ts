import { t } from "../texts/texts.js";
import type { Party } from "./party.js";

export const partyText = ({ passengers, children, seniors }: Party): string =>
  t.results.ofThem(t.results.passengers(passengers), children, seniors);
