import { html, nothing, type TemplateResult } from "lit";
import { ApiError, get } from "../api/http.js";
import type { User } from "../api/types.js";
import { signInPath } from "../shell/session.js";
import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";
import { keep, kept } from "./database.js";

export type Access =
  | { kind: "inspector"; id: string; online: boolean }
  | { kind: "visitor" }
  | { kind: "other"; name: string }
  | { kind: "unknown" };

/** Who is here. Without a connection it is the inspector who was here last, for a tunnel signs nobody out. */
export async function findAccess(): Promise<Access> {
  try {
    const user = await get<User>("/users/me");
    const inspector = user.roles.includes("inspector");
    await keep("inspector", inspector ? user.id : undefined);
    return inspector ? { kind: "inspector", id: user.id, online: true } : { kind: "other", name: user.name };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      await keep("inspector", undefined);
      return { kind: "visitor" };
    }
    const id = await kept<string>("inspector");
    return id === undefined ? { kind: "unknown" } : { kind: "inspector", id, online: false };
  }
}

/** What everybody else is told: what the page is, and where to go. */
export function closedDoor(access: Exclude<Access, { kind: "inspector" }>, waiting: number): TemplateResult {
  const queue = waiting === 0 ? nothing : html`<p class="note">${staff.inspect.visitorWaiting(waiting)}</p>`;
  switch (access.kind) {
    case "visitor":
      return html`<section class="card"><h2>${staff.inspect.visitor}</h2><p>${staff.inspect.visitorDetail}</p>${queue}
        <p><a class="button" href=${signInPath("/inspect")}>${t.account.signIn}</a></p></section>`;
    case "other":
      return html`<section class="card"><h2>${staff.inspect.notInspector}</h2>
        <p>${staff.inspect.notInspectorDetail(access.name)}</p>${queue}
        <p>${staff.inspect.ownTickets}</p>
        <p><a class="button" href="/bookings">${t.shell.myBookings}</a></p></section>`;
    case "unknown":
      return html`<section class="card"><h2>${staff.inspect.offlineFirst}</h2><p>${staff.inspect.offlineFirstDetail}</p>
        <p><a class="button" href="/inspect">${t.shell.tryAgain}</a></p></section>`;
  }
}
