import assert from "node:assert/strict";
import { Settings } from "../../src/host/settings.ts";
import type { TokenCount } from "../../src/shared/attachment.ts";
import type { MakeRoom } from "../../src/shared/context.ts";
import { isActive, type UserTurn } from "../../src/shared/transcript.ts";
import { ContextDesk } from "../../src/webview/contextDesk.ts";
import { Composer, refusals } from "./composerSupport.ts";
import { TestDesk } from "./deskSupport.ts";
import { configure, restoreSettings } from "./support.ts";

const full: TokenCount = { tokens: 1001, limit: 1000, estimated: false };

describe("a conversation that is longer than the model takes", () => {
  let files: TestDesk;
  let composer: Composer;
  let desk: ContextDesk;
  let count: TokenCount | undefined;
  /** Characters of a summary that pages were told of. */
  let told: (number | undefined)[];
  let onTold: () => void;
  beforeEach(async () => {
    files = await TestDesk.create();
    composer = new Composer(files, files.folder.fsPath);
    [count, told, onTold] = [undefined, [], () => undefined];
    refusals.length = 0;
    const settings = new Settings();
    desk = new ContextDesk({
      session: composer.session,
      whenFull: () => settings.whenFull,
      count: () => count,
      standing: () => ({ text: composer.text, files: files.media.tray.keptOf(files.media.tray.owner) }),
      putBack: (text, kept) => composer.desk.putBack(text, kept),
      post: (message) => {
        if (message.type === "makingRoom") {
          told.push(message.characters);
          onTold();
        }
      },
      fail: (error) => files.problems.push(String(error)),
    });
    composer.makeRoom = () => desk.makeRoom();
    for (const text of ["One", "Two", "Three"]) await composer.converse(text);
    count = full;
  });
  afterEach(async () => {
    await restoreSettings();
    desk.dispose();
    await composer.close();
    await files.dispose();
    assert.deepEqual(files.problems, []);
  });

  const turns = () => composer.session.transcript.turns;
  const cut = (): UserTurn | undefined =>
    turns().find((turn): turn is UserTurn => turn.role === "user" && turn.contextCut === true);
  const make = (how: MakeRoom) => desk.handlers().makeRoom({ type: "makeRoom", how });
  const answered = (length: number) =>
    files.until(() => {
      const last = turns().at(-1);
      return turns().length === length && last?.role === "model" && !isActive(last.status);
    });

  it("goes out as it is where the person is asked on the page", async () => {
    await composer.converse("Four");
    assert.equal(cut(), undefined);
    assert.deepEqual(told, []);
  });

  it("goes on without its oldest part by itself where that is chosen once for all", async () => {
    await configure({ "castor.context.whenFull": "leaveOut" });
    await composer.converse("Four");
    assert.notEqual(cut(), undefined);
    assert.equal(cut()?.contextSummary, undefined);
    assert.equal(turns().length, 8, "all of it stays to be seen");
    assert.deepEqual(told, []);
  });

  it("is summarized by itself where that is chosen, before the message goes out", async () => {
    await configure({ "castor.context.whenFull": "summarize" });
    await composer.converse("Four");
    const summary = cut()?.contextSummary ?? "";
    assert.notEqual(summary, "");
    assert.equal(told[0], 0);
    assert.equal(told.at(-1), undefined, "and then no summary is being written any more");
    assert.ok(told.some((characters = 0) => characters >= summary.length));
    assert.deepEqual(refusals, []);
  });

  it("is left alone while all fits, and while nobody knows how much it is", async () => {
    await configure({ "castor.context.whenFull": "leaveOut" });
    count = { ...full, tokens: 1000 };
    await composer.converse("Four");
    count = undefined;
    await composer.converse("Five");
    assert.equal(cut(), undefined);
  });

  it("keeps the message in the box when the summary is stopped, and says so", async () => {
    await configure({ "castor.context.whenFull": "summarize" });
    onTold = () => make("stop");
    composer.send("Four");
    await files.until(() => refusals.length > 0);
    assert.match(refusals[0] ?? "", /^The message was not sent/);
    assert.equal(composer.text, "Four");
    assert.deepEqual([turns().length, cut()], [6, undefined]);
    assert.equal(told.at(-1), undefined);
  });

  it("does what is chosen on the page: leave out, summarize once at a time", async () => {
    make("leaveOut");
    const first = cut()?.id;
    assert.notEqual(first, undefined);
    composer.session.context.sendAll(first ?? "");
    const summarizing = desk.summarize();
    assert.equal(await desk.summarize(), false, "one is being written");
    assert.equal(await summarizing, true);
    assert.notEqual(cut()?.contextSummary, undefined);
  });

  it("moves on in a new chat with what was about to be sent, its files too", async () => {
    await composer.attach("images/lighthouse.png");
    composer.type("Four");
    const { id, labels } = composer;
    make("newChat");
    await files.until(() => composer.id !== id && composer.text === "Four" && composer.labels.length > 0);
    assert.deepEqual(composer.labels, labels);
    assert.deepEqual(turns(), []);
  });

  it("ends its summary when another conversation is opened, and cuts neither", async () => {
    const { id } = composer;
    onTold = () => {
      onTold = () => undefined;
      composer.session.newChat();
    };
    assert.equal(await desk.summarize(), false);
    await composer.session.open(id);
    assert.equal(cut(), undefined);
    await answered(6);
  });

  it("has nothing to leave out where one question is all", async () => {
    composer.session.newChat();
    assert.equal(await desk.summarize(), false);
    await configure({ "castor.context.whenFull": "leaveOut" });
    await composer.converse("Alone");
    assert.equal(cut(), undefined);
  });
});
