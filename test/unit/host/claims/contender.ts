// A window that wants to do everything that only one is to do; it says what it may, and stays until its input ends.
import { once } from "node:events";
import { JournalFolder } from "../../../../src/host/journalFolder.ts";

const [folder = "", count = "0"] = process.argv.slice(2);
const files = new JournalFolder(folder);
process.stdout.write("ready\n");
await once(process.stdin, "data");
const won = Array.from({ length: Number(count) }, (_, index) => index).filter((index) =>
  files.claim("c", `message ${index}`),
);
process.stdout.write(`${won.join(" ")}\n`);
await once(process.stdin, "end");
