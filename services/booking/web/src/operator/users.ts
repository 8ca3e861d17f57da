import type { ListedUser, RoleName } from "@railbooker/booking/operator/operator-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import type { User } from "../api/types.js";
import { hereDateTime } from "../format/time.js";
import { Attempt } from "../forms/attempt.js";
import { LightElement } from "../shell/light-element.js";
import { afterTyping, listed } from "../shell/listed.js";
import { PagedList } from "../shell/paged-list.js";
import { toast } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { actionDone } from "./action-done.js";

/** In the order in which they are offered. */
const roles = ["operator", "inspector"] as const satisfies readonly RoleName[];

/** `<rb-users>`: who may do what. Roles are ticked, then said once more, then given. */
class Users extends LightElement {
  static override properties = { me: { attribute: false }, open: { state: true }, wish: { state: true } };
  declare me: User | undefined;
  /** Id of the user whose roles are being changed. */
  declare open: string | undefined;
  declare wish: readonly RoleName[];
  private readonly list = new PagedList<ListedUser>(this, "/operator/users");
  private readonly attempt = new Attempt(this);
  private readonly filter = { search: "", role: "" };
  private readonly typed = afterTyping(() => void this.list.ask(this.filter));

  constructor() {
    super();
    this.wish = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.list.ask(this.filter);
  }

  private async turn(user: ListedUser, open: boolean): Promise<void> {
    this.open = open ? user.id : undefined;
    this.wish = user.roles;
    await this.updateComplete;
    this.querySelector<HTMLElement>(
      open ? ".user-roles input:enabled" : `[data-user="${CSS.escape(user.id)}"]`,
    )?.focus();
  }

  private async save(event: Event, user: ListedUser): Promise<void> {
    event.preventDefault();
    const done = await this.attempt.run(async () => {
      const path = `/operator/users/${encodeURIComponent(user.id)}`;
      const { data } = await call<ListedUser>("PATCH", path, { body: { roles: this.wish } });
      this.list.items = this.list.items?.map((each) => (each.id === data.id ? data : each));
      toast(
        staff.operator.rolesGiven(
          data.name,
          data.roles.map((role) => staff.operator.roles[role]),
        ),
      );
      window.dispatchEvent(new Event(actionDone));
      await this.turn(data, false);
    });
    // Who was refused sees the roles as they are.
    if (!done) this.wish = user.roles;
  }

  private choice(user: ListedUser, role: RoleName): TemplateResult {
    // Nobody drops their own; another operator has to.
    const own = role === "operator" && user.id === this.me?.id;
    return html`<label class="option ${own ? "closed" : ""}"><input type="checkbox" .checked=${this.wish.includes(role)} ?disabled=${own}
      @change=${(event: Event) => {
        const ticked = (event.target as HTMLInputElement).checked;
        this.wish = roles.filter((each) => (each === role ? ticked : this.wish.includes(each)));
      }} /><span class="option-text"><b>${staff.operator.roles[role]}</b>
        <small>${own ? staff.operator.ownRole : staff.operator.roleDetail[role]}</small></span></label>`;
  }

  private form(user: ListedUser): TemplateResult {
    return html`<form class="user-roles" novalidate @submit=${(event: Event) => this.save(event, user)}>
      <fieldset><legend>${staff.operator.rolesOf(user.name)}</legend>${roles.map((role) => this.choice(user, role))}</fieldset>
      <p class="buttons">
        <button class="button" type="submit" ?disabled=${this.attempt.busy}>${staff.operator.giveRoles}</button>
        <button class="button secondary" type="button" ?disabled=${this.attempt.busy} @click=${() => this.turn(user, false)}>${staff.operator.keep}</button>
      </p>
    </form>`;
  }

  private row(user: ListedUser): TemplateResult {
    const { id, name, email, emailVerified, createdAt } = user;
    return html`<li class="card user">
      <div class="user-head">
        <p><b>${name}</b> ${user.roles.map((role) => html`<span class="badge good">${staff.operator.roles[role]}</span> `)}
          <small>${email}${emailVerified ? nothing : html` (${staff.operator.unconfirmed})`}, ${staff.operator.since(hereDateTime(createdAt))}</small></p>
        ${
          this.open === id
            ? nothing
            : html`<button class="button secondary" type="button" data-user=${id} aria-label=${staff.operator.changeRolesOf(name)}
                @click=${() => this.turn(user, true)}>${staff.operator.changeRoles}</button>`
        }
      </div>
      ${this.open === id ? this.form(user) : nothing}
    </li>`;
  }

  override render(): TemplateResult {
    const words = staff.operator;
    return html`<section aria-labelledby="users-title">
      <h2 id="users-title">${words.users}</h2>
      <div class="log-filter">
        <div class="field"><label for="users-q">${words.usersFind}</label>
          <input id="users-q" type="search" autocomplete="off" maxlength="100" @input=${(event: Event) => {
            this.filter.search = (event.target as HTMLInputElement).value.trim();
            this.typed();
          }} /></div>
        <div class="field"><label for="users-role">${words.usersRole}</label>
          <select id="users-role" @change=${(event: Event) => {
            this.filter.role = (event.target as HTMLSelectElement).value;
            void this.list.ask(this.filter);
          }}><option value="">${words.usersAll}</option>${roles.map((role) => html`<option value=${role}>${words.roles[role]}</option>`)}</select></div>
      </div>
      ${listed(
        this.list,
        { none: words.usersNone, noneDetail: words.usersNoneDetail, more: words.usersMore },
        (items) =>
          html`<ul class="plain" aria-busy=${this.list.busy}>${items.map((user) => this.row(user))}</ul>`,
      )}
    </section>`;
  }
}

customElements.define("rb-users", Users);
