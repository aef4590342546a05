import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import { readJournal } from "../../../../src/chat/store/readJournal.ts";
import { JournalFolder } from "../../../../src/host/journalFolder.ts";
import { visibleText } from "../../../../src/shared/transcript.ts";
import { temporaryFolderPerTest } from "../../harness/temporaryFolder.ts";
import { textOf } from "./killed/pieces.ts";

/** Milliseconds of an answer that may be missing. */
const MAX_LOST_MS = 500;
const source = path.join(import.meta.dirname, "killed/window.ts");

/** What windows have said before they were killed. */
class Said {
  readonly asked = new Set<string>();
  /** Pieces of an answer, by the time at which they were handed over. */
  readonly added = new Map<string, number[]>();
  readonly complete = new Map<string, number>();

  hear(line: string): void {
    const [what, turn = "", first = "", second = ""] = line.split(" ");
    if (what === "asked") {
      this.asked.add(turn);
    } else if (what === "added") {
      this.added.set(turn, [...(this.added.get(turn) ?? []), Number(second)]);
    } else if (what === "complete") {
      this.complete.set(turn, Number(first));
    }
  }
}

describe("a conversation whose window is killed", () => {
  const folder = temporaryFolderPerTest();
  const journals = () => path.join(folder(), "journals");
  let said: Said;
  let open: ChildProcess[];
  let program: string;
  beforeEach(async () => {
    // In one file a window is there at once, and fifty of them are no matter of minutes.
    program = path.join(folder(), "window.mjs");
    await build({ entryPoints: [source], outfile: program, bundle: true, platform: "node", format: "esm" });
    said = new Said();
    open = [];
  });
  afterEach(() => open.forEach((window) => window.kill("SIGKILL")));

  /** A window that writes; `killed` kills it so many lines later and waits until it is gone. */
  function start(name: string, pieces: number, pause: number): (lines: number) => Promise<void> {
    const window = spawn(process.execPath, [program, journals(), name, String(pieces), String(pause)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    open.push(window);
    const closed = once(window, "close");
    return async (lines) => {
      let left = lines;
      const reader = createInterface({ input: window.stdout });
      reader.on("line", (line) => {
        said.hear(line);
        left -= 1;
        if (left === 0) {
          window.kill("SIGKILL");
        }
      });
      await closed;
    };
  }

  /** What the next window finds. */
  async function check(): Promise<void> {
    const { entries, damaged } = await readJournal(new JournalFolder(journals()), "c");
    const tree = new ConversationTree(
      "c",
      entries.map(({ record }) => record),
    );
    assert.equal(damaged, 0);
    for (const question of said.asked) {
      assert.deepEqual(tree.turn(question)?.role === "user" && tree.turn(question)?.parts, [
        { type: "text", text: question },
      ]);
    }
    for (const [id, times] of said.added) {
      const turn = tree.turn(id);
      const text = turn?.role === "model" ? visibleText(turn) : "";
      const whole = said.complete.get(id);
      if (whole !== undefined) {
        assert.equal(text, textOf(id, whole), `${id} is there byte for byte`);
        assert.deepEqual(turn?.role === "model" && turn.status, { type: "done", finishReason: "STOP" });
        continue;
      }
      assert.ok(
        textOf(id, times.length + 1).startsWith(text),
        `${id} is what was streamed, from its beginning`,
      );
      const lost = times.findIndex((_, index) => textOf(id, index + 1).length > text.length);
      const age = lost < 0 ? 0 : (times.at(-1) ?? 0) - (times[lost] ?? 0);
      assert.ok(age <= MAX_LOST_MS, `${age} ms of ${id} are missing`);
    }
  }

  // Where the window is killed changes from round to round, and with the machine.
  const moment = (round: number, most: number) => 1 + ((round * 7919) % most);

  it("has every completed turn after 30 kills while it streams, stores and makes one file of many", async function () {
    this.timeout(120_000);
    for (let round = 0; round < 30; round++) {
      await start(`w${round}`, 4, 0)(moment(round, 70));
      await check();
    }
    assert.ok(said.complete.size > 50, `${said.complete.size} turns were completed`);
  });

  it("misses half a second of an answer at most after 20 kills of two windows that write to it", async function () {
    this.timeout(120_000);
    for (let round = 0; round < 10; round++) {
      const [first, second] = [start(`a${round}`, 90, 3), start(`b${round}`, 60, 5)];
      await Promise.all([first(moment(round, 160)), second(moment(round + 3, 120))]);
      await check();
    }
    assert.ok(said.complete.size > 2, `${said.complete.size} turns were completed`);
  });
});
