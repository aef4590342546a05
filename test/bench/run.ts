// npm run bench [-- stream | activation | upload | render | store]: measurements side by side, as Markdown tables. They assert nothing.
import { cpus } from "node:os";
import { exitOnSignals } from "../host/processes.ts";
import { measureActivation } from "./activation.ts";
import { measureRender } from "./render.ts";
import { measureInsertion } from "./insertion.ts";
import { measureStore } from "./store.ts";
import { measureStreaming } from "./stream.ts";
import { measureUpload } from "./upload.ts";

const measurements = {
  activation: measureActivation,
  stream: measureStreaming,
  upload: measureUpload,
  render: measureRender,
  insertion: measureInsertion,
  store: measureStore,
};

exitOnSignals();
const wanted = process.argv.slice(2);
const chosen = Object.entries(measurements).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const tables: string[] = [];
for (const [, measure] of chosen) tables.push(await measure());
const day = new Date().toISOString().slice(0, 10);
console.log(`\n${day}, ${cpus().length} cores, Node ${process.versions.node}\n\n${tables.join("\n\n")}`);
process.exit();
