import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Emulator } from "../../emulator/emulator.ts";
import { saying } from "../../emulator/scenarios/say.ts";
import { cacheFolder } from "../../host/paths.ts";
import { Attachments } from "../support/attachments.ts";
import { Chat } from "../support/chat.ts";
import { launch } from "../support/launch.ts";
import type { Theme } from "../support/themes.ts";
import type { Workbench } from "../support/workbench.ts";

const folder = path.join(cacheFolder, "states");
const themes: readonly Theme[] = ["light", "dark", "hcDark"];
const widths = [300, 900] as const;
const size = { width: 1400, height: 1500 };

const answer = `## Tides

Water rises **twice a day**, because the moon pulls at it; see \`highWater(moon)\` and [the tables](https://example.org/tides).

\`\`\`ts src/tides/highWater.ts
export function highWater(moon: Moon): Date {
  // Half a lunar day later than the one before.
  return new Date(moon.transit.getTime() + 12.42 * 3_600_000);
}
\`\`\`

| harbour | high water | height |
| --- | :-: | ---: |
| Husum | 06:12 | 4.5 m |
| Cuxhaven | 07:48 | 3.4 m |

$$
h(t) = \\sum_{n} A_n \\cos(\\omega_n t + \\varphi_n)
$$

> [!WARNING]
> At spring tide the bar is dry.

1. Look at the table:
   \`\`\`sh
   tide --place Husum
   \`\`\`
2. Leave in time[^1].

- [x] Oil the winch
- [ ] Paint the buoys

[^1]: An hour before.
`;

interface State {
  readonly name: string;
  /** What the emulator does for each question, in order. */
  readonly asked: readonly Parameters<Emulator["scenario"]>[0][];
  readonly after?: (scene: Scene) => Promise<void>;
  /** What is taken; default: the side bar. */
  readonly part?: string;
}

/** One state after the other; each is taken in every theme and width. */
const states: readonly State[] = [
  { name: "welcome", asked: [] },
  { name: "answer", asked: [saying(answer)] },
  {
    name: "parts",
    asked: ["thoughts", "grounding", "code-execution", "calls", "image"],
    after: async ({ workbench }) => {
      for (const fold of await workbench.panel.locator(".fold > summary").all()) await fold.click();
    },
  },
  { name: "search", asked: ["grounding"] },
  {
    name: "streaming",
    asked: [],
    after: async ({ chat, emulator }) => {
      emulator.hold(3);
      await chat.ask("Go on, slowly.");
      await chat.stopButton.waitFor();
      await chat.input.fill("And then?");
      await chat.input.press("Enter");
      await chat.input.fill("And in winter?");
      await chat.input.press("Enter");
    },
  },
  { name: "countdown", asked: ["rate-limit seconds=60"] },
  { name: "ended", asked: ["finish SAFETY", "cut after=2", "invalid-key"] },
  {
    name: "endedEarly",
    asked: ["finish MAX_TOKENS", "finish RECITATION", "finish LANGUAGE", "blocked-prompt"],
  },
  { name: "endedEmpty", asked: ["empty-answer", "max-tokens-no-text", "rate-limit-day", "model-gone"] },
  {
    name: "audio",
    asked: ["sound"],
    after: async ({ workbench }) => workbench.panel.locator("audio").first().waitFor(),
  },
  {
    name: "compared",
    asked: [saying(answer)],
    after: async ({ workbench, chat, emulator }) => {
      emulator.scenario(
        saying(answer.replace("twice a day", "every 12 hours and 25 minutes").replace("3.4", "3.6")),
      );
      await chat.button("Regenerate").last().click();
      await chat.answer.getByRole("group", { name: "Version 2 of 2" }).waitFor();
      await chat.answered();
      await workbench.runCommand("Castor: Compare Answers");
      await workbench.page.locator(".monaco-diff-editor .modified .view-lines").first().waitFor();
    },
    part: ".part.editor",
  },
  {
    name: "usage",
    asked: ["thoughts", saying("At noon.")],
    after: async ({ workbench }) => {
      await workbench.runCommand("Castor: Show Usage");
      await workbench.editorPanel.getByRole("rowheader").first().waitFor();
    },
    part: ".part.editor",
  },
  {
    name: "edit",
    asked: [saying("The moon does it."), saying("At noon.")],
    after: async ({ workbench, chat, emulator }) => {
      emulator.scenario(saying("The sun helps."));
      await chat.button("Regenerate").last().click();
      await chat.answered();
      await chat.messages.first().hover();
      await chat.button("Edit Question").first().click();
      await workbench.panel.locator(".prompt-editor").waitFor();
    },
  },
  {
    name: "room",
    asked: [saying("The moon does it."), saying("At noon.")],
    after: async ({ workbench, chat }) => {
      await chat.button(/^Model: /).click();
      await workbench.quick.box.fill("flash-tts");
      await workbench.quick.pick("gemini-3.8-flash-tts");
      await workbench.panel.locator(".token-count").click();
      await chat.input.fill(`How so? ${"Tell more. ".repeat(3000)}`);
      await workbench.panel.getByRole("region", { name: "The conversation is too long" }).waitFor();
    },
  },
  // Its files stay in the composer: it is the last.
  {
    name: "files",
    asked: [],
    after: async ({ workbench, emulator }) => {
      const files = new Attachments(workbench.panel);
      await files.complete("tide-chart", "images/tide-chart.png");
      await files.ready("tide-chart.png").waitFor();
      emulator.scenario("upload-stall bytes=half");
      await files.complete("bug-r", "media/bug-recording.mp4");
      await files.uploading("bug-recording.mp4").waitFor();
      await workbench.panel.getByRole("textbox").fill("What do they show?");
    },
  },
];

interface Scene {
  readonly workbench: Workbench;
  readonly emulator: Emulator;
  readonly chat: Chat;
}

async function takeAll(workbench: Workbench, name: string, part = ".part.sidebar"): Promise<void> {
  for (const theme of themes) {
    await workbench.setTheme(theme);
    for (const width of widths) {
      await workbench.narrowSideBar(width);
      await workbench.page.mouse.move(size.width - 100, 200);
      const clip = await workbench.page.locator(part).boundingBox();
      if (!clip) throw new Error(`${part} is not there.`);
      const file = `${name}-${theme}-${width}.png`;
      await workbench.page.screenshot({ path: path.join(folder, file), clip });
      console.log(`.vscode-test/states/${file}`);
    }
  }
}

async function takeState(scene: Scene, { name, asked, after, part }: State): Promise<void> {
  const { workbench, emulator, chat } = scene;
  emulator.reset();
  for (const scenario of asked) {
    emulator.scenario(scenario);
    await chat.ask("Why does the sea have tides, and when is the next one?");
    // A countdown goes on.
    await Promise.any([chat.answered(), chat.problem.waitFor()]);
  }
  await after?.(scene);
  await takeAll(workbench, name, part);
  if (part) await workbench.runCommand("View: Close All Editors");
  if (await chat.stopButton.isVisible()) await chat.stopButton.click();
  emulator.reset();
  await workbench.runCommand("Castor: New Chat");
  await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
}

/** What the panel is before there is a key, and in another language. */
async function takeGerman(emulator: Emulator): Promise<void> {
  const workbench = await launch({ emulator, size, language: "de" });
  try {
    await workbench.openCastor();
    await workbench.panel.getByRole("button", { name: "API-Schlüssel eingeben" }).waitFor();
    await takeAll(workbench, "german");
  } finally {
    await workbench.close();
  }
}

/** Every state of the panel in three themes and two widths, to be looked at; they go to .vscode-test/states/. */
export async function takeStates(emulator: Emulator, wanted: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
  if (isWanted("german")) await takeGerman(emulator);
  const workbench = await launch({
    emulator,
    size,
    settings: { "castor.authentication": "none", "castor.attachments.inlineLimit": 0 },
  });
  try {
    await workbench.openCastor();
    const scene = { workbench, emulator, chat: new Chat(workbench.panel) };
    for (const state of states.filter(({ name }) => isWanted(name))) {
      try {
        await takeState(scene, state);
      } catch (error) {
        await writeFile(path.join(folder, `${state.name}.txt`), String(error));
        console.error(`${state.name}: ${String(error)}`);
      }
    }
  } finally {
    await workbench.close();
  }
}
