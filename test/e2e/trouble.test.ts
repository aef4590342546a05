import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { askedOf, modelOf } from "./support/requests.ts";
import { questions } from "./support/sent.ts";
import type { Workbench } from "./support/workbench.ts";

const lastWords = "no model has seen your words.";

describe("Trouble is told in words, with a next step", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    workbench = await launch({ emulator, settings: { "castor.authentication": "none" } });
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
  });
  beforeEach(() => emulator.reset());
  afterEach(() => assertReadable(chat));
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  const clickInProblem = (name: string) => chat.problem.getByRole("button", { name }).click();
  const secondsLeft = async () => {
    const text = await chat.problem.getByRole("timer").innerText();
    return Number(/Retrying in (\d+) s/.exec(text)?.[1]);
  };

  it("counts down after too many requests, and asks again when told to", async () => {
    emulator.scenario("rate-limit seconds=60");
    await chat.ask("Why does the sea have tides?");
    await chat.problem.getByText("Too many requests to gemini-flash-latest in the last minute.").waitFor();
    const first = await secondsLeft();
    assert.ok(first > 50 && first <= 60, `It begins at ${first}.`);
    await eventually(secondsLeft, (seconds) => seconds < first);
    await workbench.screenshot("trouble-countdown");
    await clickInProblem("Retry Now");
    await chat.answer.getByText(lastWords).waitFor();
    assert.deepEqual(
      questions(emulator).map(({ status }) => status),
      [429, 200],
    );
  });

  it("waits no longer when the wait is cancelled", async () => {
    emulator.scenario("rate-limit seconds=60");
    await chat.ask("And twice a day?");
    await clickInProblem("Cancel");
    await chat.answer.getByText("Stopped.").waitFor();
    await chat.problem.waitFor({ state: "detached" });
    assert.equal(questions(emulator).length, 1);
  });

  it("asks again by itself while the model is overloaded", async () => {
    emulator.scenario("overloaded", { times: 2 });
    await chat.ask("Are you there?");
    await chat.problem.getByText("gemini-flash-latest is overloaded at the moment.").waitFor();
    await chat.answer.getByText(lastWords).waitFor();
    await chat.problem.waitFor({ state: "detached" });
    assert.deepEqual(
      questions(emulator).map(({ status }) => status),
      [503, 503, 200],
    );
  });

  it("keeps what had come when the connection is cut, and says so", async () => {
    emulator.scenario("cut after=8");
    await chat.ask("Why does the sea have tides?");
    await chat.problem.getByText("The connection ended before the answer did.").waitFor();
    await chat.problem.getByText("What had come is kept.").waitFor();
    await chat.problem.getByRole("button", { name: "Continue" }).waitFor();
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await workbench.screenshot("trouble-cut");
  });

  it("writes a cut answer anew", async () => {
    await clickInProblem("Try Again");
    await chat.answer.getByText(lastWords).waitFor();
    await chat.problem.waitFor({ state: "detached" });
  });

  it("keeps what had come when the server fails midway, and says so", async () => {
    emulator.scenario("error-event after=8");
    await chat.ask("Why does the sea have tides?");
    await chat.problem.getByText("gemini-flash-latest is overloaded at the moment.").waitFor();
    await chat.problem.getByText(/What had come is kept\.$/).waitFor();
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await chat.problem.getByRole("button", { name: "Continue" }).waitFor();
  });

  it("takes a stream that just ends for what it is: incomplete", async () => {
    emulator.scenario("silent-eof after=8");
    await chat.ask("Why does the sea have tides?");
    await chat.problem.getByText("The connection ended before the answer did.").waitFor();
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await chat.problem.getByRole("button", { name: "Try Again" }).waitFor();
  });

  it("tells of an answer that is cut at the model's limit, and lets it go on", async () => {
    emulator.scenario("finish MAX_TOKENS");
    await chat.ask("Tell me everything");
    await chat.problem.getByText("The answer reached the longest length the model may write.").waitFor();
    await workbench.screenshot("trouble-max-tokens");
    emulator.reset();
    await clickInProblem("Continue");
    const request = await emulator.waitForRequest();
    const [question, partial, onward] = askedOf(request).slice(-3);
    assert.equal(question?.text, "Tell me everything");
    assert.match(partial?.text ?? "", /You wrote 3 words/);
    assert.match(onward?.text ?? "", /^Continue exactly where you stopped\./);
    await chat.answered();
  });

  it("tells of a refused question", async () => {
    emulator.scenario("blocked-prompt");
    await chat.ask("Something forbidden");
    await chat.problem.getByText("Gemini refused the question.").waitFor();
    await chat.problem.getByText("The question touches content that is always prohibited.").waitFor();
    await workbench.screenshot("trouble-blocked");
  });

  it("asks once more when an answer is empty, then says so", async () => {
    emulator.scenario("empty-answer", { times: 2 });
    await chat.ask("Say nothing");
    await chat.problem.getByText("Gemini ended its answer without a word.").waitFor();
    assert.equal(questions(emulator).length, 2);
    await clickInProblem("Try Again");
    await chat.answer.getByText(lastWords).waitFor();
  });

  it("leads to the key when it is refused", async () => {
    emulator.scenario("invalid-key");
    await chat.ask("Do you know me?");
    await chat.problem.getByText(/127\.0\.0\.1:\d+ does not accept the API key\./).waitFor();
    await clickInProblem("Set API Key");
    await workbench.quick.box.waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("tells of a proxy's page that came in place of an answer", async () => {
    emulator.scenario("html-502", { times: 9 });
    await chat.ask("Is anybody there?");
    await chat.problem.getByRole("timer").waitFor();
    await chat.stopButton.click();
    await chat.answer.getByText("Stopped.").waitFor();
  });

  it("leads to another model when the one asked for is gone", async () => {
    emulator.scenario("model-gone");
    await chat.ask("Who are you?");
    await chat.problem.getByText("The endpoint does not know gemini-flash-latest.").waitFor();
    await workbench.screenshot("trouble-model-gone");
    await clickInProblem("Switch Model");
    await workbench.quick.pick("gemini-pro-latest");
    await chat.button(/^Model: gemini-pro-latest/).waitFor();
    await clickInProblem("Try Again");
    await chat.answer.getByText(lastWords).waitFor();
  });

  it("asks another model instead of waiting, once one is chosen", async () => {
    emulator.scenario("rate-limit seconds=60");
    await chat.ask("And on the moon?");
    await clickInProblem("Switch Model");
    await workbench.quick.pick("gemini-flash-latest");
    await chat.answer.getByText(lastWords).waitFor();
    await chat.problem.waitFor({ state: "detached" });
    assert.deepEqual(questions(emulator).map(modelOf), ["gemini-pro-latest", "gemini-flash-latest"]);
  });
});

/** No message is blank, none shows what only a program reads, and every problem has a next step. */
async function assertReadable(chat: Chat): Promise<void> {
  const texts = await chat.messages.allTextContents();
  assert.deepEqual(
    texts.filter((text) => text.trim() === "" || /"error"|@type|<html|INVALID_ARGUMENT/.test(text)),
    [],
  );
  if ((await chat.problem.count()) > 0) {
    assert.ok((await chat.problem.getByRole("button").count()) > 0, "A problem without a next step.");
  }
}
