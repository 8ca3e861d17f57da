import type { Route } from "@railbooker/runtime/routes";
import { Router } from "express";
import type { TSchema } from "typebox";

/** The API for people: one page without script, made of the same routes as the OpenAPI document. */
export function apiDocs(routes: readonly Route[], info: { title: string; base: string }): Router {
  const docs = page(routes, info);
  const router = Router();
  router.get("/docs", (_req, res) => {
    res.type("html").send(docs);
  });
  router.get("/docs.css", (_req, res) => {
    res.type("css").setHeader("Cache-Control", "public, max-age=3600").send(css);
  });
  return router;
}

function page(routes: readonly Route[], { title, base }: { title: string; base: string }): string {
  const tags = [...new Set(routes.map((route) => route.tag))];
  const sections = tags.map((tag) => {
    const entries = routes.filter((route) => route.tag === tag).map((route) => entry(route, base));
    return `<section><h2>${html(tag)}</h2>${entries.join("")}</section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${html(title)} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="${base}/docs.css"></head>
<body><main><h1>${html(title)} API</h1>
<p>For programs: <a href="${base}/openapi.json">openapi.json</a>. Errors are problem documents (RFC 9457) with a stable
<code>code</code>; unknown fields are refused. Sign in by <code>POST ${base}/users/token</code> and send the access token as
<code>Authorization: Bearer</code>.</p>${sections.join("")}</main></body></html>`;
}

function entry(route: Route, base: string): string {
  const { params, query, body } = route.schemas;
  const inputs = [schema("Path", params), schema("Query", query), schema("Body", body)];
  const outputs = Object.entries(route.responses).map(([status, answer]) =>
    answer === null ? `<p>Answers ${html(status)} without a body.</p>` : schema(`Answers ${status}`, answer),
  );
  const access = route.access === "public" ? "" : ` <small>${html(route.access)}</small>`;
  return `<details><summary><b>${route.method.toUpperCase()}</b> <code>${html(base + route.path)}</code>${access}
<span>${html(route.summary)}</span></summary>${inputs.join("")}${outputs.join("")}</details>`;
}

const schema = (heading: string, value: TSchema | undefined) =>
  value === undefined ? "" : `<h3>${html(heading)}</h3><pre>${html(JSON.stringify(value, null, 2))}</pre>`;

const html = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const css = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
main{max-width:56rem;margin:2rem auto;padding:0 1rem}
details{border-top:1px solid #8884;padding:.6rem 0}
summary{cursor:pointer}
summary b{display:inline-block;min-width:4.5rem}
summary span{display:block;margin-left:4.5rem;opacity:.75}
small{border:1px solid #8886;border-radius:.3rem;padding:0 .3rem}
h3{font-size:.9rem;margin:.8rem 0 .2rem}
pre{overflow:auto;background:#8881;padding:.7rem;border-radius:.4rem;font-size:.85rem;margin:0}
`;
