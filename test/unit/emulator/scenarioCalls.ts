import type { ScenarioCall } from "../../emulator/scenarios/director.ts";
import { isScenarioName, type ScenarioName, scenarios } from "../../emulator/scenarios/table.ts";

/** Options that make a scenario quick, where it would take long by itself. */
const quick: Partial<Record<ScenarioName, ScenarioCall>> = {
  pace: "pace 100000",
  "slow-start": "slow-start seconds=0.02",
  stall: "stall after=2 seconds=0.02",
  long: "long 20",
  "big-event": "big-event 2",
};

/** Every scenario by its name, and how it is asked for in little time. */
export const scenarioCalls: readonly (readonly [name: ScenarioName, call: ScenarioCall])[] = Object.keys(
  scenarios,
)
  .filter(isScenarioName)
  .map((name) => [name, quick[name] ?? name]);
