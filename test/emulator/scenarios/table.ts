import { content } from "./content.ts";
import { endings } from "./endings.ts";
import { framings } from "./framings.ts";
import { frontEnds } from "./frontEnds.ts";
import { refusals } from "./refusals.ts";
import { oddities } from "./oddities.ts";
import { sources } from "./sources.ts";
import { uploads } from "./uploads.ts";
import type { Scenario } from "./scenario.ts";

const table = {
  ...endings,
  ...refusals,
  ...frontEnds,
  ...framings,
  ...content,
  ...sources,
  ...oddities,
  ...uploads,
};

export type ScenarioName = keyof typeof table;

/** Every scenario by its name. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = table;

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(table, name);
}

/** One line each: name, options, what happens. */
export function listScenarios(): string {
  const rows = Object.entries(scenarios).map(
    ([name, scenario]) => [`${name} ${scenario.usage ?? ""}`.trimEnd(), scenario.summary] as const,
  );
  const width = Math.max(...rows.map(([call]) => call.length));
  return rows.map(([call, summary]) => `${call.padEnd(width)}  ${summary}`).join("\n");
}
