import assert from "node:assert/strict";
import { visibleText } from "../../src/shared/transcript.ts";
import { TestDesk } from "./deskSupport.ts";
import { Composer, refusals, view } from "./composerSupport.ts";

describe("what is being written", () => {
  let files: TestDesk;
  let other: TestDesk;
  let composer: Composer;
  beforeEach(async () => {
    [files, other] = await Promise.all([TestDesk.create(), TestDesk.create()]);
    composer = new Composer(files, files.folder.fsPath);
    refusals.length = 0;
  });
  afterEach(async () => {
    await composer.close();
    await Promise.all([files.dispose(), other.dispose()]);
    assert.deepEqual([...files.problems, ...other.problems], []);
  });

  it("stands in each conversation by itself, files included, and in a new chat", async () => {
    const tides = await composer.converse("Tides");
    composer.session.newChat();
    const boats = await composer.converse("Boats");
    composer.type("About boats");
    await composer.attach("src/tides.ts");
    composer.session.newChat();
    assert.deepEqual([composer.text, composer.labels], ["", []]);
    composer.type("Something new");
    await composer.session.open(tides);
    assert.deepEqual([composer.text, composer.labels], ["", []]);
    composer.type("About tides");
    await composer.session.open(boats);
    assert.deepEqual([composer.text, composer.labels], ["About boats", ["tides.ts"]]);
    composer.session.newChat();
    assert.equal(composer.text, "Something new");
    await composer.drafts.flush();

    const window = new Composer(other, files.folder.fsPath);
    assert.equal(window.text, "Something new");
    await window.session.open(tides);
    assert.equal(window.text, "About tides");
    await window.session.open(boats);
    assert.deepEqual([window.text, window.labels], ["About boats", ["tides.ts"]]);
    await window.close();
  });

  it("goes with the conversation that a new chat becomes, and leaves the next new chat empty", async () => {
    composer.send("Tides");
    await files.until(() => composer.text === "");
    composer.type("And then?");
    const { id } = composer;
    composer.session.newChat();
    assert.equal(composer.text, "");
    await composer.session.open(id);
    assert.equal(composer.text, "And then?");
  });

  it("is kept where it was typed also when the page hears late that another conversation is open", async () => {
    const tides = await composer.converse("Tides");
    composer.session.newChat();
    composer.type("typed late", tides);
    composer.send("sent late", tides);
    assert.equal(composer.text, "");
    assert.equal(composer.session.transcript.turns.length, 0);
    await composer.session.open(tides);
    assert.equal(composer.text, "sent late");
  });

  it("stays in the box where no room was made for it", async () => {
    await composer.attach("src/tides.ts");
    composer.makeRoom = () => Promise.resolve(false);
    composer.send("Tides");
    await files.until(() => refusals.length > 0);
    assert.match(refusals[0] ?? "", /no room/);
    assert.deepEqual([composer.text, composer.labels], ["Tides", ["tides.ts"]]);
    assert.equal(composer.session.transcript.turns.length, 0);
  });

  it("keeps what gave way to an earlier message, which stands there again when nothing else does", async () => {
    const tides = await composer.converse("Tides");
    const { setAside } = composer.desk.handlers(view);
    composer.type("Tides, changed");
    setAside({ type: "setAside", text: "half a thought", conversation: tides });
    composer.session.newChat();
    assert.equal(composer.desk.standing.aside, "");
    composer.type("Tides, changed again", tides);
    await composer.session.open(tides);
    assert.deepEqual(
      [composer.text, composer.desk.standing.aside],
      ["Tides, changed again", "half a thought"],
    );
    composer.send("Tides, changed again");
    await files.until(() => composer.text === "");
    await composer.drafts.flush();
    const window = new Composer(other, files.folder.fsPath);
    await window.session.open(tides);
    assert.deepEqual([window.text, window.desk.standing.aside], ["half a thought", ""]);
    await window.close();
  });

  describe("in two windows that show one conversation", () => {
    let there: Composer;
    beforeEach(async () => {
      const id = await composer.converse("Tides");
      await composer.drafts.flush();
      there = new Composer(other, files.folder.fsPath);
      await there.session.open(id);
      assert.equal(there.text, "");
    });
    afterEach(() => there.close());

    /** Written there, and the person turns to a window. */
    async function turnFrom(from: Composer, to: Composer): Promise<string> {
      await from.drafts.flush();
      to.desk.catchUp();
      return to.text;
    }

    it("goes along with the person, there and back, with its files", async () => {
      composer.type("Half a");
      assert.equal(await turnFrom(composer, there), "Half a");
      assert.deepEqual(there.posted.at(-1), { type: "draft", text: "Half a", instead: "" });
      there.type("Half a thought");
      await there.attach("src/tides.ts");
      assert.equal(await turnFrom(there, composer), "Half a thought");
      assert.deepEqual(composer.labels, ["tides.ts"]);
      composer.type("Another");
      await turnFrom(composer, there);
      assert.equal(there.text, "Half a thought", "it was written there, and is not in what is here");
    });

    it("stays where it was written while there is something else in the other box, and both are kept", async () => {
      composer.type("Mine");
      await composer.drafts.flush();
      there.type("Yours");
      await there.drafts.flush();
      composer.desk.catchUp();
      there.desk.catchUp();
      assert.deepEqual([composer.text, there.text], ["Mine", "Yours"]);
    });

    it("leaves a box that was only shown it when it is emptied, and one in which it was written when it is sent", async () => {
      composer.type("And then?");
      await turnFrom(composer, there);
      composer.type("");
      assert.equal(await turnFrom(composer, there), "");
      composer.type("And the boats?");
      await turnFrom(composer, there);
      await there.converse("And the boats?");
      await files.until(() => composer.session.transcript.turns.length === 4);
      assert.equal(await turnFrom(there, composer), "");
    });
  });

  it("leaves the box when the message is stored, and not before", async () => {
    const disk = Promise.withResolvers<boolean>();
    composer.stored = () => disk.promise;
    composer.send("Tides");
    await files.until(() => {
      const last = composer.session.transcript.turns.at(-1);
      return last?.role === "model" && visibleText(last) !== "";
    });
    assert.equal(composer.text, "Tides");
    composer.send("Tides");
    disk.resolve(true);
    await files.until(() => composer.text === "");
    assert.equal(composer.session.transcript.turns.length, 2, "sent once");
    assert.deepEqual(composer.posted.at(-1), { type: "draft", text: "" });
  });

  it("waits while an answer streams, files included, and comes back before what stands in the box then", async () => {
    composer.send("/emulator stall after=4");
    await files.until(() => composer.text === "" && composer.session.active);
    await composer.attach("src/tides.ts");
    composer.send("And this?");
    await files.until(() => composer.text === "");
    composer.session.stop();
    await files.until(() => !composer.session.active);
    assert.deepEqual([composer.waiting, composer.labels], [["And this? + tides.ts"], []]);
    assert.deepEqual(
      composer.posted.findLast(({ type }) => type === "queue"),
      composer.queue.message,
    );
    assert.ok(composer.queue.message.queue.held);

    composer.type("half a thought");
    const [{ id } = { id: "" }] = composer.queue.message.queue.messages;
    composer.queue.handlers().queue({ type: "queue", action: "edit", id });
    await files.until(() => composer.waiting.length === 0);
    assert.deepEqual([composer.text, composer.labels], ["And this?\n\nhalf a thought", ["tides.ts"]]);
    assert.match(composer.drafts.read(composer.id), /half a thought.*tides\.ts/);
  });

  it("stays in the box, files included, with a sentence where the disk refuses", async () => {
    composer.stored = () => Promise.resolve(false);
    await composer.attach("src/tides.ts");
    composer.send("Tides");
    await files.until(() => refusals.length > 0);
    assert.match(refusals[0] ?? "", /could not be stored/);
    assert.deepEqual([composer.text, composer.labels], ["Tides", ["tides.ts"]]);
    assert.equal(composer.session.transcript.turns.length, 2, "the chat goes on in memory");
  });
});
