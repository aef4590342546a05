import { unlessAborted } from "../base/abort.ts";
import { Aggregator } from "../gemini/aggregate.ts";
import { firstCandidate } from "../gemini/candidate.ts";
import { RESUMED } from "../gemini/continuation.ts";
import { GeminiError } from "../gemini/errors.ts";
import type { Wait } from "../gemini/retry.ts";
import type { GenerateContentResponse } from "../gemini/wire.ts";
import {
  type FileReference,
  isActive,
  type Problem,
  type TurnStatus,
  type ModelTurn,
} from "../shared/transcript.ts";
import { sourcesOf } from "./answerSources.ts";
import type { Conversation, ModelSource } from "./conversation.ts";
import { type Ending, endingOf } from "./ending.ts";
import { GO_ON, joinedParts, joinedSources, joinedUsage } from "./goingOn.ts";
import { keptContent } from "./keptContent.ts";
import { addition, shownParts } from "./modelParts.ts";
import type { GenerationOptions, MediaOptions, SessionPorts } from "./ports.ts";
import { type BuiltRequest, buildRequest, nextRequest, type RequestSources } from "./request.ts";
import type { TurnChange } from "./store/records.ts";
import { tokenUsage } from "./tokenUsage.ts";
import { ThinkingClock } from "./thinkingClock.ts";

export interface AnswerListener {
  emit(change: TurnChange): void;
  /** Called once, after the last event; `told` are the files of which it was said that they have changed. */
  finished(source: ModelSource, told: BuiltRequest["changed"]): void;
}

/** One question to the model, from the request to the turn's final status. */
export class AnswerRun {
  readonly #ports: SessionPorts;
  readonly #options: GenerationOptions;
  readonly #listener: AnswerListener;
  readonly #controller = new AbortController();
  readonly #thinking = new ThinkingClock();
  #wait: Wait | undefined;
  #aggregator = new Aggregator();
  #status: TurnStatus["type"] = "waiting";
  #refused = false;
  #files: readonly FileReference[] = [];
  #missing: readonly string[] = [];
  #changed: BuiltRequest["changed"] = new Map();
  #told: BuiltRequest["changed"] = new Map();
  #canLeaveFilesOut = false;
  #named: string | undefined;
  readonly #begun: ModelTurn | undefined;

  /** With `begun` it goes on with what stands in that turn. */
  constructor(ports: SessionPorts, listener: AnswerListener, begun?: ModelTurn) {
    this.#ports = ports;
    // Thoughts in the middle of a text would tear it apart.
    this.#options = { ...ports.options(), ...(begun && { includeThoughts: false }) };
    this.#listener = listener;
    this.#begun = begun;
  }

  start(conversation: Conversation, turnId: string): void {
    this.#canLeaveFilesOut = canLeaveFilesOut(conversation, turnId);
    this.#answer(conversation, turnId)
      .catch((error: unknown) => this.#fail(turnId, error))
      .finally(async () => this.#listener.finished(await this.#source(), this.#told));
  }

  stop(): void {
    this.#controller.abort();
  }

  hurry(): void {
    this.#wait?.hurry();
  }

  /** What was received, as it is kept. */
  async #source(): Promise<ModelSource> {
    const { content } = this.#aggregator.answer;
    return {
      role: "model",
      model: this.#options.model,
      ...(content.parts.length > 0 && { content: await keptContent(content, this.#ports.attachments) }),
      // What was answered before has been answered.
      ...(this.#refused && this.#begun === undefined && { refused: true }),
    };
  }

  async #answer(conversation: Conversation, turnId: string): Promise<void> {
    let ending = await this.#askWithFiles(conversation, turnId);
    if (this.#isNothingNew(ending)) {
      this.#setStatus(turnId, { type: "done", finishReason: "STOP" });
      return;
    }
    if (ending.type === "empty" && ending.finishReason === "STOP") {
      // The service now and then ends an answer before it begins; asking once more is what a person would do.
      this.#aggregator = new Aggregator();
      this.#listener.emit({ type: "turnRestarted", turnId, model: this.#options.model, at: Date.now() });
      ending = await this.#ask(conversation, turnId);
    }
    this.#refused = ending.type === "blocked";
    const sources = sourcesOf(this.#aggregator.answer);
    if (sources !== undefined) {
      const all = this.#begun === undefined ? sources : joinedSources(this.#begun, sources);
      this.#listener.emit({ type: "sourcesTold", turnId, sources: all });
    }
    this.#setStatus(turnId, this.#endStatus(ending));
  }

  /** What was to go on was at its end. */
  #isNothingNew(ending: Ending): boolean {
    return this.#begun !== undefined && ending.type === "empty" && ending.finishReason === "STOP";
  }

  /**
   * Uploaded files vanish after two days, or earlier: then they are uploaded once more, and nobody has to know. Of several
   * the server may name one at a time.
   */
  async #askWithFiles(conversation: Conversation, turnId: string): Promise<Ending> {
    for (let forgotten = 0; ;) {
      try {
        return await this.#ask(conversation, turnId);
      } catch (error) {
        if (!isGone(error) || forgotten >= this.#files.length || this.#status === "streaming") {
          throw error;
        }
        const count = await this.#ports.media.forget(this.#files, error.message);
        if (count === 0) {
          throw error;
        }
        forgotten += count;
      }
    }
  }

  async #ask(conversation: Conversation, turnId: string): Promise<Ending> {
    const { signal } = this.#controller;
    const { model } = this.#options;
    const { request, files, missing, changed } = await this.#build(conversation, turnId);
    this.#files = files;
    this.#missing = missing;
    this.#changed = changed;
    const onWait = (wait: Wait) => this.#announce(turnId, wait);
    // Nothing is asked that a crash could make us forget. Where it cannot be kept, the chat goes on without.
    await unlessAborted(this.#ports.store.flush(), signal);
    this.#thinking.asked();
    const chunks = this.#ports.client.streamGenerateContent(model, request, { signal, onWait });
    for await (const chunk of chunks) {
      await this.#take(turnId, chunk);
    }
    return endingOf(this.#aggregator.answer);
  }

  async #build(conversation: Conversation, turnId: string): Promise<BuiltRequest> {
    const { attachments, media } = this.#ports;
    const sources: RequestSources & MediaOptions = {
      attachments,
      media,
      signal: this.#controller.signal,
      onProgress: (progress) => this.#setStatus(turnId, { type: "uploading", ...progress }),
    };
    const built =
      this.#begun === undefined
        ? await buildRequest(conversation, turnId, this.#options, sources)
        : await nextRequest(conversation, GO_ON, this.#options, sources);
    if (this.#status === "uploading") {
      this.#setStatus(turnId, { type: "waiting" });
    }
    return built;
  }

  async #take(turnId: string, chunk: GenerateContentResponse): Promise<void> {
    if (this.#status !== "streaming") {
      this.#wait = undefined;
      this.#setStatus(turnId, { type: "streaming" });
    }
    this.#aggregator.add(chunk);
    if (chunk.modelVersion !== undefined && chunk.modelVersion !== this.#named) {
      this.#named = chunk.modelVersion;
      this.#listener.emit({ type: "modelNamed", turnId, model: chunk.modelVersion });
    }
    await this.#show(turnId, chunk);
    const usage = tokenUsage(chunk);
    if (usage !== undefined) {
      const all = this.#begun === undefined ? usage : joinedUsage(this.#begun.usage, usage);
      this.#listener.emit({ type: "usageReported", turnId, usage: all });
    }
  }

  async #show(turnId: string, chunk: GenerateContentResponse): Promise<void> {
    if (chunk === RESUMED) {
      const parts = await shownParts(this.#aggregator.answer.content.parts, this.#ports.attachments);
      const all = this.#begun === undefined ? parts : joinedParts(this.#begun.parts, parts);
      this.#listener.emit({ type: "partsReplaced", turnId, parts: all });
      return;
    }
    for (const part of await shownParts(
      firstCandidate(chunk)?.content?.parts ?? [],
      this.#ports.attachments,
    )) {
      this.#tellThinking(turnId, this.#thinking.saw(part.type));
      if (this.#begun === undefined || part.type !== "thought") {
        this.#listener.emit(addition(turnId, part));
      }
    }
  }

  #announce(turnId: string, wait: Wait): void {
    this.#wait = wait;
    this.#thinking.asked(wait.delayMs);
    this.#setStatus(turnId, {
      type: "retrying",
      problem: this.#ports.wording.failure(wait.error),
      at: Date.now() + wait.delayMs,
      attempt: wait.attempt,
    });
  }

  #endStatus(ending: Ending): TurnStatus {
    const problem = this.#ports.wording.ending(ending) ?? this.#fileNote();
    if (ending.type === "finished" || ending.type === "empty") {
      return { type: "done", finishReason: ending.finishReason, ...(problem && { note: problem }) };
    }
    return problem === undefined ? { type: "stopped" } : { type: "failed", problem };
  }

  /** What is to be said of the files that were sent, and of those that were not. */
  #fileNote(): Problem | undefined {
    const { wording } = this.#ports;
    const unsent = this.#missing.length === 0 ? undefined : wording.missingFiles(this.#missing);
    if (this.#changed.size === 0) {
      return unsent;
    }
    this.#told = this.#changed;
    const newer = wording.changedFiles([...this.#changed.keys()].map(({ label }) => label));
    return unsent === undefined
      ? newer
      : { ...unsent, detail: [unsent.detail, newer.title].filter(Boolean).join(" ") };
  }

  #fail(turnId: string, error: unknown): void {
    if (this.#controller.signal.aborted) {
      this.#setStatus(turnId, { type: "stopped" });
      return;
    }
    const { wording } = this.#ports;
    this.#refused = wording.isRefusal(error);
    const hasText = this.#begun !== undefined || this.#aggregator.answer.text !== "";
    const problem = hasText ? wording.brokenOff(error) : wording.failure(error);
    this.#setStatus(turnId, { type: "failed", problem: this.#withoutFiles(problem) });
  }

  /** What was refused may have been refused because of a file. */
  #withoutFiles(problem: Problem): Problem {
    return this.#refused && this.#canLeaveFilesOut
      ? { ...problem, actions: ["retryWithoutFiles", ...problem.actions] }
      : problem;
  }

  #tellThinking(turnId: string, ms: number | undefined): void {
    if (ms !== undefined) {
      this.#listener.emit({ type: "thoughtTimed", turnId, ms });
    }
  }

  #setStatus(turnId: string, status: TurnStatus): void {
    this.#status = status.type;
    if (!isActive(status)) {
      this.#tellThinking(turnId, this.#thinking.ended());
    }
    this.#listener.emit({ type: "statusChanged", turnId, status });
  }
}

/** Of a deleted file the server may say no more than that something is not there. */
function isGone(error: unknown): error is GeminiError {
  return (
    error instanceof GeminiError &&
    (error.kind === "fileState" || (error.kind === "notFound" && !/\bmodels?\b/i.test(error.message)))
  );
}

/** Whether the question came with files, and with words that can be asked without them. */
function canLeaveFilesOut({ transcript, sources }: Conversation, turnId: string): boolean {
  const question = transcript.turns[transcript.turns.findIndex(({ id }) => id === turnId) - 1];
  const source = sources[question?.id ?? ""];
  return (
    question?.role === "user" &&
    question.parts.some(({ type }) => type === "text" || type === "code") &&
    source?.role === "user" &&
    source.prompt.some(({ type }) => type !== "text")
  );
}
