import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { eventNames, eventType } from "@railbooker/events/catalogue";
import { compileSchema } from "@railbooker/runtime/schema";
import type { TSchema } from "typebox";
import { eventDocuments } from "./documents.js";

const documents = [...eventDocuments()];

test.each(documents)("%s is current (npm run docs:events)", (path, text) => {
  expect(existsSync(path) ? readFileSync(path, "utf8") : "missing").toBe(text);
});

test("every event is a message whose example its own schema accepts", () => {
  const text = documents.find(([path]) => path.endsWith("asyncapi.json"))?.[1] ?? "{}";
  const { components } = JSON.parse(text) as {
    components: {
      messages: Record<string, { name: string; payload: TSchema; examples: { payload: unknown }[] }>;
    };
  };
  for (const name of eventNames) {
    const message = components.messages[name];
    expect(message?.name).toBe(eventType(name));
    expect(compileSchema(message?.payload as TSchema)(message?.examples[0]?.payload)).toMatchObject({
      ok: true,
    });
  }
});
