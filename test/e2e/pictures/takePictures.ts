// npm run pictures: takes the README's pictures anew, of the real panel in a real VS Code over the emulator;
// npm run pictures -- endings code: some of them alone, by the names below;
// npm run pictures -- states [name…]: every state in three themes and two widths, to be looked at, in .vscode-test/states/.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { repository } from "../../host/paths.ts";
import { exitOnSignals } from "../../host/processes.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { Attachments } from "../support/attachments.ts";
import { closeSharedBrowser } from "../support/browser.ts";
import { launch, type LaunchOptions } from "../support/launch.ts";
import { TextEditor } from "../support/textEditor.ts";
import type { Theme } from "../support/themes.ts";
import type { Workbench } from "../support/workbench.ts";
import { takeEndings } from "./takeEndings.ts";
import { takeStates } from "./takeStates.ts";

const folder = path.join(repository, "media/pictures");
const size = { width: 1200, height: 720 };

/** Makes the side bar as wide as people like it for a chat. */
async function widen(workbench: Workbench): Promise<void> {
  const sideBar = await workbench.page.locator(".part.sidebar").boundingBox();
  if (!sideBar) throw new Error("The side bar is not there.");
  const y = sideBar.y + sideBar.height / 3;
  await workbench.page.mouse.move(sideBar.x + sideBar.width + 1, y);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(470, y, { steps: 5 });
  await workbench.page.mouse.up();
}

async function take(workbench: Workbench, name: string): Promise<void> {
  // Nothing in the activity bar there says anything.
  await workbench.page.mouse.move(24, 480);
  await workbench.page.screenshot({ path: path.join(folder, `${name}.jpg`), type: "jpeg", quality: 82 });
  console.log(`media/pictures/${name}.jpg`);
}

/** The side bar alone, in fewer pixels: what is meant is in there. */
async function takePanel(workbench: Workbench, name: string): Promise<void> {
  const clip = await workbench.page.locator(".part.sidebar").boundingBox();
  if (!clip) throw new Error("The side bar is not there.");
  await workbench.page.mouse.move(clip.x + clip.width + 300, clip.y + 20);
  await workbench.page.screenshot({
    path: path.join(folder, `${name}.jpg`),
    type: "jpeg",
    quality: 78,
    clip,
  });
  console.log(`media/pictures/${name}.jpg`);
}

async function withWorkbench(
  options: LaunchOptions & { readonly emulator: Emulator },
  work: (workbench: Workbench, emulator: Emulator) => Promise<void>,
): Promise<void> {
  const workbench = await launch({ size, scale: 2, ...options });
  try {
    await work(workbench, options.emulator);
  } finally {
    await workbench.close();
    options.emulator.reset();
  }
}

async function answered(workbench: Workbench): Promise<void> {
  const turn = workbench.panel.getByRole("article").last();
  await turn.getByRole("button", { name: "Copy Answer" }).waitFor();
}

const demo = {
  "files.autoSave": "off",
  "castor.authentication": "none",
  "castor.endpointLabel": "Offline demo",
};

/** Files of every kind in the composer, the film still on its way. */
async function takeComposer(emulator: Emulator): Promise<void> {
  const settings = { ...demo, "castor.attachments.inlineLimit": 0 };
  const small = { width: 1000, height: 640 };
  await withWorkbench({ emulator, theme: "dark", settings, size: small, scale: 1.5 }, async (workbench) => {
    const files = new Attachments(workbench.panel);
    await workbench.openFile("tides.ts");
    await workbench.openCastor();
    await widen(workbench);
    await files.complete("tide-chart", "images/tide-chart.png");
    await files.ready("tide-chart.png").locator(".attachment-picture").waitFor();
    await files.complete("tide-tab", "docs/tide-tables.pdf");
    await files.ready("tide-tables.pdf").waitFor();
    emulator.scenario("upload-stall bytes=half");
    await writeFile(path.join(workbench.folder, "media/harbour-tour.mp4"), await longFilm(workbench.folder));
    await files.complete("harbour-t", "media/harbour-tour.mp4");
    await files
      .uploading("harbour-tour.mp4")
      .getByText(/^[1-9]\d? %/)
      .waitFor();
    await workbench.panel
      .getByRole("textbox")
      .fill("Does what the film shows agree with the chart and the tables?");
    await takePanel(workbench, "files-dark");
  });
}

/** The sample film with room behind it, so that sending it takes a while. */
async function longFilm(workspace: string): Promise<Uint8Array> {
  const film = await readFile(path.join(workspace, "media/bug-recording.mp4"));
  const room = Buffer.alloc(26 * 2 ** 20);
  room.writeUInt32BE(room.length);
  room.write("free", 4, "latin1");
  return Buffer.concat([film, room]);
}

/** A picture and a film in the conversation, played at the times that the answer names. */
async function takeConversation(emulator: Emulator, theme: Theme): Promise<void> {
  const tall = { width: 1000, height: 1000 };
  await withWorkbench({ emulator, theme, settings: demo, size: tall, scale: 1.5 }, async (workbench) => {
    const files = new Attachments(workbench.panel);
    const input = workbench.panel.getByRole("textbox");
    await workbench.openFile("tides.ts");
    await workbench.openCastor();
    await widen(workbench);
    await files.complete("tide-chart", "images/tide-chart.png");
    await files.ready("tide-chart.png").waitFor();
    await files.complete("bug-r", "media/bug-recording.mp4");
    await files.ready("bug-recording.mp4").waitFor();
    await input.fill("At what time does the recording show the chart?");
    await input.press("Enter");
    await answered(workbench);
    const time = workbench.panel.locator(".timestamp").nth(1);
    await time.click();
    const player = workbench.panel.locator("video");
    await player.waitFor();
    await player.evaluate(async (video: HTMLVideoElement) => {
      video.pause();
      await new Promise((resolve) => {
        video.addEventListener("seeked", resolve, { once: true });
        video.currentTime = 2;
      });
    });
    await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
    await takePanel(workbench, `conversation-${theme}`);
  });
}

/** Code that changes, line by line, before anybody has decided. */
async function takeEdit(emulator: Emulator): Promise<void> {
  const small = { width: 900, height: 520 };
  await withWorkbench(
    { emulator, theme: "light", settings: demo, size: small, scale: 1.5 },
    async (workbench) => {
      await workbench.openFile("tides.ts");
      await workbench.page.keyboard.press("Control+B");
      await workbench.page.locator(".part.sidebar").waitFor({ state: "hidden" });
      await new TextEditor(workbench).selectLines(31, 36);
      await workbench.runCommand("Castor: Edit Selection…");
      await workbench.quickInput("Say what it does, and in which unit");
      await workbench.editor.locator(".codelens-decoration a", { hasText: "Accept All" }).waitFor();
      await take(workbench, "edit-light");
    },
  );
}

/** What a new user sees first. */
async function takeWelcome(emulator: Emulator): Promise<void> {
  await withWorkbench({ emulator, theme: "light" }, async (workbench) => {
    await workbench.openFile("README.md");
    await workbench.openCastor();
    await widen(workbench);
    await workbench.panel.getByRole("button", { name: "Set API Key" }).waitFor();
    await take(workbench, "welcome-light");
  });
}

/** Images that were described, side by side. */
async function takeImages(emulator: Emulator): Promise<void> {
  await withWorkbench({ emulator, theme: "light", settings: demo }, async (workbench) => {
    await workbench.explorer.open();
    await widen(workbench);
    await workbench.explorerContextMenu(["images/boats.jpg", "images/lighthouse.png"], "Describe This Image");
    await workbench.panel.getByRole("img", { name: "lighthouse.png" }).waitFor();
    await answered(workbench);
    await take(workbench, "images-light");
  });
}

/** A film that was described, in its player. */
async function takeVideo(emulator: Emulator): Promise<void> {
  await withWorkbench({ emulator, theme: "dark", settings: demo }, async (workbench) => {
    await workbench.explorer.open();
    await widen(workbench);
    await workbench.explorerContextMenu(["media/bug-recording.mp4"], "Describe This Video");
    await answered(workbench);
    await workbench.panel.getByRole("button", { name: "Play bug-recording.mp4" }).click();
    await workbench.panel.locator("video").waitFor();
    await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
    await take(workbench, "video-dark");
  });
}

/** Code that is explained, a countdown, and code that is being written. */
async function takeCode(emulator: Emulator): Promise<void> {
  await withWorkbench({ emulator, theme: "dark", settings: demo }, async (workbench) => {
    await workbench.openFile("tides.ts");
    await workbench.openCastor();
    await widen(workbench);
    await workbench.goTo(33, 5);
    await workbench.editorContextMenu("Explain Selection");
    await answered(workbench);
    await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
    await take(workbench, "explain-dark");
    await workbench.runCommand("Castor: New Chat");
    emulator.scenario("rate-limit seconds=34.07");
    const input = workbench.panel.getByRole("textbox");
    await input.fill("How high is the water at noon?");
    await input.press("Enter");
    await workbench.panel.getByRole("button", { name: "Retry Now" }).waitFor();
    await take(workbench, "countdown-dark");
    await workbench.panel.getByRole("button", { name: "Cancel" }).click();
    emulator.scenario("pace tokens=9");
    await workbench.goTo(37);
    await workbench.runCommand("Castor: Generate at Cursor…");
    await workbench.quickInput("a function that tells whether a boat of a given draught can pass the bar");
    await workbench.editor.locator(".view-line", { hasText: "for (const item" }).waitFor();
    await take(workbench, "generate-dark");
  });
}

const pictures: Readonly<Record<string, (emulator: Emulator) => Promise<void>>> = {
  files: takeComposer,
  edit: takeEdit,
  conversation: async (emulator) => {
    for (const theme of ["dark", "light"] as const) await takeConversation(emulator, theme);
  },
  welcome: takeWelcome,
  images: takeImages,
  video: takeVideo,
  code: takeCode,
  endings: takeEndings,
};

async function takeChosen(emulator: Emulator, names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : Object.keys(pictures)) {
    const takeThem = pictures[name];
    if (!takeThem)
      throw new Error(`There is no picture "${name}"; there are: ${Object.keys(pictures).join(", ")}.`);
    await takeThem(emulator);
  }
}

exitOnSignals();
await mkdir(folder, { recursive: true });
const emulator = await startEmulator({ keys: "none", tokensPerSecond: 400 });
try {
  const [kind, ...names] = process.argv.slice(2);
  if (kind === "states") await takeStates(emulator, names);
  else await takeChosen(emulator, process.argv.slice(2));
} finally {
  await emulator.close();
  await closeSharedBrowser();
}
