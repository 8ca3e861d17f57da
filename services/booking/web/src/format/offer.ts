import { t } from "../texts/texts.js";

/** "2nd class, Flex". */
export function offerText({ serviceClass, fare }: { serviceClass: string; fare: string }): string {
  return `${t.classes[serviceClass] ?? serviceClass}, ${t.fares[fare] ?? fare}`;
}
