import path from "node:path";
import type { Emulator } from "../../emulator/emulator.ts";
import { repository } from "../../host/paths.ts";
import { Chat } from "../support/chat.ts";
import { launch } from "../support/launch.ts";

/** The README's table of endings: the picture's name, and what the emulator does for it. */
const endings = [
  ["max-tokens", "finish MAX_TOKENS"],
  ["safety", "finish SAFETY"],
  ["recitation", "finish RECITATION"],
  ["language", "finish LANGUAGE"],
  ["blocked", "blocked-prompt reason=SAFETY"],
  ["empty", "empty-answer"],
  ["no-room", "max-tokens-no-text"],
  ["cut", "cut after=2"],
  ["minute", "rate-limit seconds=34.07"],
  ["day", "rate-limit-day"],
  ["overloaded", "overloaded"],
  ["key", "invalid-key"],
  ["model", "model-gone"],
] as const;

/** One card for each ending, as it stands in the panel. */
export async function takeEndings(emulator: Emulator): Promise<void> {
  const workbench = await launch({
    emulator,
    theme: "dark",
    size: { width: 1000, height: 900 },
    scale: 1.5,
    settings: { "castor.authentication": "none" },
  });
  try {
    await workbench.openCastor();
    await workbench.narrowSideBar(440);
    const chat = new Chat(workbench.panel);
    for (const [name, scenario] of endings) {
      emulator.reset();
      emulator.scenario(scenario, { times: 3 });
      await chat.ask("How high is the water at noon?");
      await chat.problem.waitFor();
      // A countdown goes on; what has ended has its buttons.
      const cancel = chat.button("Cancel");
      await chat.problem.getByRole("button").first().waitFor();
      await chat.problem.screenshot({
        path: path.join(repository, `media/pictures/ending-${name}.jpg`),
        type: "jpeg",
        quality: 72,
      });
      console.log(`media/pictures/ending-${name}.jpg`);
      if (await cancel.isVisible()) await cancel.click();
      await workbench.runCommand("Castor: New Chat");
      await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    }
  } finally {
    await workbench.close();
    emulator.reset();
  }
}
