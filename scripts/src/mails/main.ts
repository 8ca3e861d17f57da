import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RenderedMail } from "@railbooker/email/sending/outgoing-mail";
import { createRenderer } from "@railbooker/email/templates/renderer";
import { exampleMails } from "@railbooker/email/testing/example-mails";
import { findChromium } from "../servers/chromium.js";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { galleryPage, mailPage } from "./pages.js";
import { takePictures } from "./pictures.js";

const folder = join(repositoryRoot, ".railbooker/mails");
const languages = ["en", "de"];

/** `npm run mails [NAME]`: every template as a page and as pictures at two widths, light and dark, for people to look at. */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const [wanted = ""] = args;
  const renderer = createRenderer("http://localhost:3000", () => new Date());
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names: string[] = [];
  for (const { name, template, data } of exampleMails) {
    if (!name.includes(wanted)) continue;
    for (const language of languages) {
      const file = `${name}.${language}`;
      write(file, renderer.prepare(template, data, language)("example"));
      names.push(file);
    }
  }
  writeFileSync(join(folder, "index.html"), galleryPage(names));
  progress.note(`${names.length} mails: ${join(folder, "index.html")}`);
  const chromium = findChromium();
  if (chromium === undefined) {
    progress.note("There is no Chromium here, so no pictures were taken.");
    return 0;
  }
  await takePictures(chromium, folder, names);
  progress.note(`Pictures of each at two widths, light and dark, are beside it.`);
  return 0;
}

function write(file: string, mail: RenderedMail): void {
  writeFileSync(join(folder, `${file}.html`), mailPage(mail));
  writeFileSync(join(folder, `${file}.txt`), `Subject: ${mail.subject}\n\n${mail.text}`);
  for (const { filename, content } of mail.attachments)
    writeFileSync(join(folder, `${file}.${filename}`), content);
}
