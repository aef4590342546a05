import assert from "node:assert/strict";
import { Emitter } from "../../../src/base/emitter.ts";

describe("Emitter", () => {
  it("calls every listener in the order of their coming, one that came twice as often", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = (value: number) => heard.push(`first ${value}`);
    emitter.event(first);
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.event(first);
    emitter.fire(1);
    assert.deepEqual(heard, ["first 1", "second 1", "first 1"]);
  });

  it("calls nobody who has left, and may be left while it calls", () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const subscription = emitter.event((value) => {
      heard.push(value);
      subscription.dispose();
    });
    emitter.event((value) => heard.push(value * 10));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, [1, 10, 20]);
  });

  it("calls nobody once it is disposed", () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event((value) => heard.push(value));
    emitter.dispose();
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });
});
