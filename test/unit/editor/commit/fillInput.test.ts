import assert from "node:assert/strict";
import { fillInput, type TextInput } from "../../../../src/editor/commit/fillInput.ts";
import { until } from "../../until.ts";

/** An input that remembers what was written into it. */
class Input implements TextInput {
  readonly written: string[] = [];
  #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    this.#value = value;
    this.written.push(value);
  }

  type(value: string): void {
    this.#value = value;
  }
}

const { signal } = new AbortController();

async function* steps(...steps: readonly (string | (() => void | Promise<void>))[]): AsyncGenerator<string> {
  for (const step of steps) {
    if (typeof step === "string") yield step;
    else await step();
  }
}

describe("fillInput", () => {
  it("writes what comes, without blanks at its ends", async () => {
    const input = new Input("draft");
    const result = await fillInput(input, steps("\nAdd ", "tides", "\n\n"), signal);
    assert.deepEqual(result, { ending: "filled", replaced: "draft" });
    assert.equal(input.value, "Add tides");
  });

  it("leaves what stood there until the first of it, and where none comes", async () => {
    const input = new Input("draft");
    let then = "";
    await fillInput(
      input,
      steps(() => void (then = input.value), "Add"),
      signal,
    );
    assert.equal(then, "draft");
    const other = new Input("draft");
    assert.deepEqual(await fillInput(other, steps("", " \n"), signal), { ending: "filled" });
    assert.equal(other.value, "draft");
  });

  it("keeps what has come when it fails or is stopped", async () => {
    const input = new Input("draft");
    const error = new Error("cut");
    const wait = Promise.withResolvers<undefined>();
    const failing = fillInput(
      input,
      steps("Add", async () => {
        await wait.promise;
        throw error;
      }),
      signal,
    );
    await until(() => input.value !== "draft");
    wait.resolve(undefined);
    assert.deepEqual(await failing, { ending: "failed", error, replaced: "draft" });
    assert.equal(input.value, "Add");

    const controller = new AbortController();
    const untouched = new Input("draft");
    const stopped = fillInput(
      untouched,
      steps(
        () => controller.abort(),
        () => new Promise(() => undefined),
      ),
      controller.signal,
    );
    assert.deepEqual(await stopped, { ending: "stopped" });
    assert.equal(untouched.value, "draft");
  });

  it("writes nothing over what the person types meanwhile", async () => {
    const input = new Input("");
    const result = await fillInput(
      input,
      steps(
        "Add",
        async () => {
          await until(() => input.value !== "");
          input.type("Mine");
        },
        " tides",
      ),
      signal,
    );
    assert.equal(result.ending, "taken");
    assert.equal(input.value, "Mine");
  });
});
