import type { Mail } from "./mail.js";

interface Kept {
  mail: Mail;
  raw: Buffer;
}

/** The mails, in memory; the oldest goes when there are more than `capacity`. */
export class Mailbox {
  private readonly byId = new Map<string, Kept>();

  constructor(private readonly capacity = 500) {}

  add(mail: Mail, raw: Buffer): void {
    this.byId.set(mail.id, { mail, raw });
    for (const oldest of this.byId.keys()) {
      if (this.byId.size <= this.capacity) break;
      this.byId.delete(oldest);
    }
  }

  /** @returns newest first; with `to`, only what was sent to that address, whatever its case */
  list(to?: string): Mail[] {
    const mails = [...this.byId.values()].map(({ mail }) => mail).reverse();
    if (to === undefined) return mails;
    const wanted = to.toLowerCase();
    return mails.filter((mail) => mail.to.some((address) => address.toLowerCase() === wanted));
  }

  get(id: string): Mail | undefined {
    return this.byId.get(id)?.mail;
  }

  raw(id: string): Buffer | undefined {
    return this.byId.get(id)?.raw;
  }

  clear(): void {
    this.byId.clear();
  }
}
