import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import type { ChatSession } from "../../chat/session.ts";
import { contextParts } from "../../chat/contextParts.ts";
import { estimateHistory, estimateText, lastCounted } from "../../chat/tokenEstimate.ts";
import type { ContextParts } from "../../shared/attachment.ts";
import { isActive } from "../../shared/transcript.ts";
import type { GeminiService } from "../geminiService.ts";
import type { Settings } from "../settings.ts";
import { messageWith } from "./fileMessage.ts";
import type { MediaDelivery } from "./mediaDelivery.ts";
import type { TokenCounterPorts } from "./tokenCounter.ts";

/** Bytes of files inside a request that are worth sending twice. */
const MAX_COUNTED = 4 * 1024 * 1024;

export interface CountingPorts {
  readonly session: Pick<ChatSession, "transcript" | "requestWith" | "onEvent" | "onReset">;
  readonly settings: Pick<Settings, "model" | "generation">;
  readonly gemini: Pick<GeminiService, "countTokens" | "inputLimit">;
  readonly delivery: Pick<MediaDelivery, "partsOnHand">;
}

/** What a counter asks the conversation and the server. */
export interface Counting extends Omit<TokenCounterPorts, "onCount"> {
  /** Of what so many tokens consist that would go out with this text, and with files of so many. */
  parts(tokens: number, text: string, attached: number): ContextParts;
  /** An answer has ended, something else is sent of the conversation, or another one is open. */
  onDidChange(listener: () => void): Disposable;
}

export function createCounting({ session, settings, gemini, delivery }: CountingPorts): Counting {
  return {
    model: () => settings.model,
    history: () => {
      const { turns } = session.transcript;
      const { model, systemInstruction = "" } = settings.generation;
      const hasFiles = turns.some(({ role, parts }) => role === "user" && parts.some(isFile));
      const isCounted = lastCounted(turns) >= 0;
      const frame = isCounted ? 0 : estimateText(systemInstruction);
      const tokens = frame + estimateHistory(session.transcript, model);
      return { tokens, hasFiles, isBegun: turns.length > 0 };
    },
    parts: (tokens, text, attached) => {
      const { model, systemInstruction = "" } = settings.generation;
      return contextParts(tokens, {
        transcript: session.transcript,
        model,
        systemInstruction,
        text,
        attached,
      });
    },
    count: async (text, files, signal) => {
      const media = {
        partsFor: async (wanted: typeof files) => {
          const parts = await delivery.partsOnHand(wanted, MAX_COUNTED, signal);
          if (parts === undefined) {
            throw new Error("The files of the request are not on hand.");
          }
          return parts;
        },
        forget: () => Promise.resolve(0),
      };
      return gemini.countTokens(await session.requestWith(messageWith(files, text), media, signal), signal);
    },
    limit: (signal) => gemini.inputLimit(signal),
    onDidChange: (listener) => {
      const store = new DisposableStore();
      store.add(session.onReset(listener));
      store.add(
        session.onEvent((event) => {
          const isEnd = event.type === "statusChanged" && !isActive(event.status);
          if (isEnd || event.type === "contextCut") {
            listener();
          }
        }),
      );
      return store;
    },
  };
}

function isFile({ type }: { readonly type: string }): boolean {
  return type === "image" || type === "file";
}
