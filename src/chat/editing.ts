import type { Turn, UserPart } from "../shared/transcript.ts";
import type { PromptPart, TurnSource } from "./conversation.ts";
import type { ConversationTree } from "./conversationTree.ts";
import type { UserMessage } from "./ports.ts";
import type { ConversationRecord } from "./store/records.ts";

/** A question in other words: all that it came with stays. Undefined where there is no such question. */
export function editedMessage(
  turn: Turn | undefined,
  source: TurnSource | undefined,
  text: string,
): UserMessage | undefined {
  if (turn?.role !== "user" || source?.role !== "user") {
    return undefined;
  }
  const words: UserPart = { type: "text", text };
  const before = shownText(turn.parts);
  const parts = turn.parts.filter(({ type }) => type !== "text");
  return { parts: [...parts, words], prompt: withWords(source.prompt, before, text) };
}

/** The words are a part of their own where a person wrote them, and stand within a longer one where a command did. */
function withWords(prompt: readonly PromptPart[], before: string, text: string): readonly PromptPart[] {
  const index = prompt.findLastIndex((part) => part.type === "text" && part.text === before);
  return index < 0 ? [...prompt, { type: "text", text }] : prompt.with(index, { type: "text", text });
}

function shownText(parts: readonly UserPart[]): string {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

/** What is sent of a question when its files are left out: several files are sent each behind its name. */
export function withoutFiles(prompt: readonly PromptPart[]): readonly PromptPart[] {
  return prompt.filter((part, index) => {
    const next = prompt[index + 1];
    return part.type === "text" && !(next?.type === "file" && next.file.label === part.text);
  });
}

/** The turn and what belongs to it: a question with its answer. */
export function pairOf({ turns }: { readonly turns: readonly Turn[] }, turnId: string): readonly string[] {
  const index = turns.findIndex(({ id }) => id === turnId);
  const start = turns[index]?.role === "model" && turns[index - 1]?.role === "user" ? index - 1 : index;
  const pair = turns.slice(Math.max(0, start), start + 2);
  return index < 0 ? [] : pair.filter(({ role }, at) => at === 0 || role === "model").map(({ id }) => id);
}

/** Where a turn stands: below its parent, or at the beginning. */
export function below(parent: string | undefined): { readonly parent?: string } {
  return parent === undefined ? {} : { parent };
}

/** A conversation of its own that begins with the shown branch up to this turn. */
export function forkedRecords(
  tree: ConversationTree,
  turnId: string,
  at: number,
): readonly ConversationRecord[] {
  const { turns } = tree.transcript;
  const { workspace, title } = tree.facts;
  const kept = turns.slice(0, turns.findIndex(({ id }) => id === turnId) + 1);
  return [
    { type: "begun", at, ...(workspace && { workspace }) },
    ...kept.map((shown, index): ConversationRecord => {
      const source = tree.source(shown.id);
      return {
        type: "turn",
        turn: tree.turn(shown.id) ?? shown,
        ...below(kept[index - 1]?.id),
        ...(source && { source }),
      };
    }),
    ...(title === undefined ? [] : [{ type: "title" as const, title, byPerson: tree.facts.named }]),
  ];
}
