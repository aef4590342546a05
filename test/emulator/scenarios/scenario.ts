import type { Endpoint } from "./director.ts";
import type { EmulatedModel } from "../models.ts";
import type { Plan } from "../plan.ts";
import type { GenerateContentRequest } from "../wire.ts";

/** What a scenario may look at. */
export interface Situation {
  readonly model: EmulatedModel;
  readonly request: GenerateContentRequest;
  /** The credential the client sent, empty when none was asked for. */
  readonly apiKey: string;
}

/** One way an exchange can go, other than well. */
export interface Scenario {
  /** One line for `--list`. */
  readonly summary: string;
  /** Options with their defaults, for `--list`: `seconds=34 times=1`. */
  readonly usage?: string;
  /** The option that may be given without its name: `finish SAFETY`. */
  readonly bare?: string;
  /**
   * How many identical requests in a row it befalls when asked for in a header or a text, so that a retry can
   * succeed; the option `times` overrides it. Default: every one.
   */
  readonly times?: number;
  /** What alone it befalls. Asked for in a text, it waits for the next of these. Default: whatever is asked. */
  readonly on?: Endpoint;
  apply(plan: Plan, options: Options, situation: Situation): Plan;
}

/** The `name=value` pairs behind a scenario's name. */
export class Options {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string> = new Map()) {
    this.#values = values;
  }

  text(name: string, fallback: string): string {
    return this.#values.get(name) ?? fallback;
  }

  /** The fallback also stands in for what is no number. */
  number(name: string, fallback: number): number {
    const value = Number(this.#values.get(name) ?? "");
    return this.#values.has(name) && !Number.isNaN(value) ? value : fallback;
  }
}
