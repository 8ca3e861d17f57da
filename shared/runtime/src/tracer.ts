/** Ids, names and numbers; nothing personal ever. */
export type Attributes = Record<string, string | number | boolean>;

export interface SpanOptions {
  kind: "server" | "client" | "producer" | "consumer";
  /** The traceparent that it continues; that of the work under way where left out. */
  parent?: string | undefined;
  attributes?: Attributes;
}

/** A stretch of work that is recorded from its start until its end. */
export interface Span {
  /** What those who continue it take as their parent. */
  traceparent: string;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** @param error where the work failed; only its type is recorded, since messages may hold anything. */
  end(error?: Error): void;
}

export interface Tracer {
  start(name: string, options: SpanOptions): Span;
  /** Hands over what has been recorded. */
  stop(): Promise<void>;
}
