import { createHash } from "node:crypto";
import { ApiFailure } from "../failure.ts";
import type { Plan } from "../plan.ts";
import { lastUserText } from "../request.ts";
import { Options, type Scenario, type Situation } from "./scenario.ts";
import { isScenarioName, type ScenarioName, scenarios } from "./table.ts";

/** A name, with options behind it if wanted: `rate-limit seconds=5`. */
export type ScenarioCall = ScenarioName | `${ScenarioName} ${string}`;

/** The kinds of request; of an upload each stage is one, and what becomes of the file at its end is the last. */
export type Endpoint =
  "generate" | "countTokens" | "models" | "files" | "uploadStart" | "uploadData" | "uploadQuery" | "file";

interface Queued {
  readonly scenario: Scenario;
  readonly options: Options;
  readonly on: Endpoint;
  remaining: number;
}

/** Decides which scenario befalls a request: one queued by a test, else one named in a header, else in the text. */
export class Director {
  #queue: Queued[] = [];
  /** How often an identical request has been hit in a row. */
  readonly #hits = new Map<string, number>();

  /** Without an endpoint it waits for what it is made for. */
  enqueue(next: ScenarioCall | Scenario, times: number, on?: Endpoint): void {
    const { scenario, options } =
      typeof next === "string" ? parseCall(next) : { scenario: next, options: new Options() };
    this.#queue.push({ scenario, options, on: on ?? scenario.on ?? "generate", remaining: times });
  }

  clear(): void {
    this.#queue = [];
    this.#hits.clear();
  }

  direct(plan: Plan, on: Endpoint, situation: Situation, header: string | undefined): Plan {
    const queued = this.#queue.find((entry) => entry.on === on);
    if (queued !== undefined) {
      queued.remaining -= 1;
      if (queued.remaining <= 0) {
        this.#queue = this.#queue.filter((entry) => entry !== queued);
      }
      return queued.scenario.apply(plan, queued.options, situation);
    }
    const call = header ?? (on === "generate" ? callInText(lastUserText(situation.request)) : undefined);
    if (call === undefined) {
      return plan;
    }
    const { scenario, options } = parseCall(call);
    if (scenario.on === undefined || scenario.on === on) {
      return this.#applyCall(plan, call, situation);
    }
    if (header === undefined) {
      this.#queue.push({ scenario, options, on: scenario.on, remaining: options.number("times", 1) });
    }
    return plan;
  }

  #applyCall(plan: Plan, call: string, situation: Situation): Plan {
    const { scenario, options } = parseCall(call);
    const times = options.number("times", scenario.times ?? Infinity);
    const identity = createHash("sha256")
      .update(`${call}\n${JSON.stringify(situation.request.contents)}`)
      .digest("hex");
    const hits = this.#hits.get(identity) ?? 0;
    if (hits >= times) {
      this.#hits.delete(identity);
      return plan;
    }
    this.#hits.set(identity, hits + 1);
    return scenario.apply(plan, options, situation);
  }
}

/** `/emulator NAME …` anywhere in a text; a wrong name counts only where it cannot be prose. */
function callInText(text: string): string | undefined {
  const match = /(?:^|\s)\/emulator\s+([a-z0-9-]+)([^\n]*)/i.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) {
    return undefined;
  }
  return isScenarioName(name) || match.index === 0 ? `${name}${match[2] ?? ""}` : undefined;
}

function parseCall(call: string): { readonly scenario: Scenario; readonly options: Options } {
  const [name = "", ...words] = call.trim().split(/\s+/);
  if (!isScenarioName(name)) {
    throw new ApiFailure(400, `The emulator has no scenario "${name}". See: npm run emulator -- --list`);
  }
  const scenario = scenarios[name];
  const values = new Map<string, string>();
  for (const word of words) {
    const [key = "", ...rest] = word.split("=");
    if (rest.length > 0) {
      values.set(key, rest.join("="));
    } else if (scenario.bare !== undefined && !values.has(scenario.bare)) {
      values.set(scenario.bare, word);
    }
  }
  return { scenario, options: new Options(values) };
}
