import { catalogue, eventNames, eventType } from "./catalogue.js";

const begin = "<!-- Made from the catalogue by: npm run docs:events -->";
const end = "<!-- End of what is made -->";

/** docs/events.md with the table of events as the catalogue has it. @throws Error where the page lacks its marks */
export function withCatalogue(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/events.md must hold the lines\n${begin}\n${end}`);
  return `${page.slice(0, from)}${begin}\n${eventNames.map(describe).join("\n\n")}\n${page.slice(to)}`;
}

function describe(name: (typeof eventNames)[number]): string {
  const { aggregate, meaning, data } = catalogue[name];
  const optional = new Set(
    Object.keys(data.properties).filter((field) => !data.required?.includes(field as never)),
  );
  const fields = Object.keys(data.properties).map((field) => `\`${field}\`${optional.has(field) ? "?" : ""}`);
  return `### ${name}\n\n${meaning} Type \`${eventType(name)}\`, subject \`${aggregate}/…\`; data: ${fields.join(", ")}.`;
}
