/**
 * Compiles the MJML sources to HTML with Eta placeholders, and copies the text parts, into dist/templates.
 * Does nothing when what is there is newer than every source.
 */
import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import mjml2html from "mjml";

const sources = new URL("src/templates/", import.meta.url);
const target = new URL("dist/templates/", import.meta.url);

const mjmlFiles = await readdir(new URL("mjml/", sources));
const textFiles = await readdir(new URL("text/", sources));
const parts = new Map();
const includes = /<!-- include ([\w-]+) -->\n?/g;
for (const file of mjmlFiles) parts.set(file, await readFile(new URL(`mjml/${file}`, sources), "utf8"));
const whole = [...parts].filter(([, text]) => text.startsWith("<mjml"));

await mkdir(target, { recursive: true });
if (!(await upToDate())) {
  for (const [file, text] of whole) {
    await writeFile(new URL(file.replace(/mjml$/, "html"), target), await compile(file, text));
  }
  for (const file of textFiles) {
    const text = await readFile(new URL(`text/${file}`, sources), "utf8");
    const whole = text.replaceAll(includes, (_, part) =>
      readFileSync(new URL(`text/${part}.txt`, sources), "utf8"),
    );
    await writeFile(new URL(file, target), whole);
  }
}

async function compile(file, text) {
  const source = text.replaceAll(includes, (_, part) => parts.get(`${part}.mjml`));
  // No web fonts: a mail that loads one tells its host who has opened it.
  const options = { validationLevel: "strict", keepComments: false, fonts: {} };
  const { html, errors } = await mjml2html(source, options);
  if (errors.length > 0)
    throw new Error(`${file}: ${errors.map((error) => error.formattedMessage).join("\n")}`);
  // Indentation is a third of what MJML writes, and Gmail cuts mails at 102 KB.
  return html.replaceAll(/\n\s+/g, "\n").replaceAll(/\n{2,}/g, "\n");
}

async function upToDate() {
  const inputs = [import.meta.url, ...mjmlFiles.map((f) => new URL(`mjml/${f}`, sources))].map(
    (url) => new URL(url),
  );
  inputs.push(...textFiles.map((f) => new URL(`text/${f}`, sources)));
  const outputs = [...whole.map(([f]) => f.replace(/mjml$/, "html")), ...textFiles].map(
    (f) => new URL(f, target),
  );
  const newest = Math.max(...(await Promise.all(inputs.map(modified))));
  const oldest = Math.min(...(await Promise.all(outputs.map(modified))));
  return oldest > newest;
}

async function modified(url) {
  return stat(url).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}
