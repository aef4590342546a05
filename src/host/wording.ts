import * as vscode from "vscode";
import type { Ending } from "../chat/ending.ts";
import type { Wording } from "../chat/ports.ts";
import { GeminiError, type GeminiErrorKind } from "../gemini/errors.ts";
import type { Problem, ProblemAction } from "../shared/transcript.ts";
import { type ProblemContext, problemOf } from "./problems.ts";

const { t } = vscode.l10n;

/** Kinds of error that the same question would meet again. */
const refusals: ReadonlySet<GeminiErrorKind> = new Set([
  "badRequest",
  "tooLarge",
  "tooManyTokens",
  "fileState",
  "signature",
]);

export function createWording(context: () => ProblemContext): Wording {
  return {
    failure: (error) => problemOf(error, context()),
    brokenOff: (error) => brokenOff(error, context()),
    isRefusal: (error) => error instanceof GeminiError && refusals.has(error.kind),
    missingFiles,
    changedFiles,
    ending,
  };
}

function missingFiles(labels: readonly string[]): Problem {
  const names = new Intl.ListFormat(vscode.env.language).format([...new Set(labels)]);
  return {
    title: t("This was answered without {0}.", names),
    detail: t("The file is no longer where it was attached from. Attach it again to ask about it."),
    actions: [],
  };
}

function changedFiles(labels: readonly string[]): Problem {
  const unique = [...new Set(labels)];
  const names = new Intl.ListFormat(vscode.env.language).format(unique);
  return {
    title:
      unique.length === 1
        ? t("{0} has changed since it was attached; the newer version was sent.", names)
        : t("{0} have changed since they were attached; the newer versions were sent.", names),
    actions: [],
  };
}

function ending(end: Ending): Problem | undefined {
  switch (end.type) {
    case "interrupted":
      return {
        title: t("The answer was broken off when the window closed."),
        detail: t("What had come is kept."),
        actions: ["retry", "continue"],
      };
    case "incomplete":
      return incomplete();
    case "blocked":
      return {
        title: t("Gemini refused the question."),
        detail: blockReasons()[end.reason] ?? t("The reason it gives: {0}.", end.reason),
        actions: ["retry", "openSettings"],
      };
    case "empty":
      return emptyAnswer(end.finishReason, end.message);
    case "finished":
      return end.finishReason === "STOP" ? undefined : finish(end.finishReason, end.message);
  }
}

function incomplete(): Problem {
  return {
    title: t("The connection ended before the answer did."),
    detail: t("What had come is kept."),
    actions: ["retry", "continue"],
  };
}

/** Whatever broke the answer off, there is something to go on from. */
function brokenOff(error: unknown, context: ProblemContext): Problem {
  if (error instanceof GeminiError && error.kind === "network") {
    return incomplete();
  }
  const { title, detail, links, actions } = problemOf(error, context);
  const kept = t("What had come is kept.");
  return {
    title,
    detail: detail === undefined ? kept : `${detail} ${kept}`,
    ...(links && { links }),
    actions: [...new Set<ProblemAction>(["retry", "continue", ...actions])],
  };
}

function emptyAnswer(finishReason: string, message: string | undefined): Problem {
  if (finishReason === "STOP") {
    return {
      title: t("Gemini ended its answer without a word."),
      detail: t("This happens now and then. Ask again, or in other words."),
      actions: ["retry"],
    };
  }
  if (finishReason === "MAX_TOKENS") {
    return {
      title: t("The model thought until its limit and had no room left to answer."),
      detail: t("Choose a lower thinking level, or ask for less at once."),
      actions: ["openSettings", "retry"],
    };
  }
  return finish(finishReason, message);
}

function finish(finishReason: string, message: string | undefined): Problem {
  const known = finishReasons()[finishReason];
  const [title, detail, actions]: readonly [string, string | undefined, readonly ProblemAction[]] = known ?? [
    t("The answer ended with {0}.", finishReason),
    undefined,
    ["retry"],
  ];
  const said = message ?? detail;
  return { title, ...(said !== undefined && { detail: said }), actions };
}

function blockReasons(): Readonly<Record<string, string>> {
  return {
    SAFETY: t("Its safety filters found the question harmful. The thresholds are in the settings."),
    OTHER: t("It gives no reason. Ask in other words."),
    BLOCKLIST: t("The question has words that are on a block list."),
    PROHIBITED_CONTENT: t("The question touches content that is always prohibited."),
    IMAGE_SAFETY: t("Its safety filters found an image harmful."),
  };
}

/** Every ending but the ordinary one: what happened, what helps. */
function finishReasons(): Readonly<
  Record<string, readonly [string, string | undefined, readonly ProblemAction[]]>
> {
  const retry = ["retry"] as const;
  return {
    MAX_TOKENS: [
      t("The answer reached the longest length the model may write."),
      t("Let it go on where it stopped."),
      ["continue", "retry"],
    ],
    SAFETY: [
      t("The safety filters ended the answer."),
      t("The thresholds are in the settings."),
      ["retry", "openSettings"],
    ],
    RECITATION: [
      t("The answer was ended because it repeated a source too closely."),
      t("Ask for it in the model's own words."),
      retry,
    ],
    LANGUAGE: [
      t("The answer was ended: the model does not support this language."),
      undefined,
      ["pickModel", "retry"],
    ],
    OTHER: [t("The answer was ended for a reason that Gemini does not give."), undefined, retry],
    BLOCKLIST: [t("The answer was ended by a word on a block list."), undefined, retry],
    PROHIBITED_CONTENT: [t("The answer was ended: it touched prohibited content."), undefined, retry],
    SPII: [t("The answer was ended: it may have held personal data."), undefined, retry],
    MALFORMED_FUNCTION_CALL: [
      t("The model tried to call a function and garbled the call."),
      undefined,
      retry,
    ],
    UNEXPECTED_TOOL_CALL: [t("The model tried to use a tool it was not given."), undefined, retry],
    TOO_MANY_TOOL_CALLS: [t("The model used its tools too many times in a row."), undefined, retry],
    MISSING_THOUGHT_SIGNATURE: [
      t("The signature of an earlier answer is missing."),
      t("A new chat is free of it."),
      ["newChat", "retry"],
    ],
    MALFORMED_RESPONSE: [t("The model garbled its answer."), undefined, retry],
    IMAGE_SAFETY: [t("The safety filters held an image back."), undefined, retry],
    IMAGE_PROHIBITED_CONTENT: [t("An image was held back: prohibited content."), undefined, retry],
    IMAGE_RECITATION: [t("An image was held back: it repeated a source too closely."), undefined, retry],
    IMAGE_OTHER: [t("An image was held back for a reason that Gemini does not give."), undefined, retry],
    NO_IMAGE: [t("The model was to make an image and made none."), undefined, retry],
    CONTINUATION: [t("The answer is longer than one request may be."), undefined, ["continue", "retry"]],
  };
}
