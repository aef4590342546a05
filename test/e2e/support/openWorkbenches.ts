import type { Workbench } from "./workbench.ts";

/** The windows that are open now, for the picture of a failure and the end of the run. */
export const openWorkbenches = new Set<Workbench>();
