import { endingOf } from "../chat/ending.ts";
import type { ChatClient, GenerationOptions, Wording } from "../chat/ports.ts";
import { requestFrame } from "../chat/requestFrame.ts";
import { Aggregator } from "../gemini/aggregate.ts";
import type { Wait } from "../gemini/retry.ts";
import type { Part } from "../gemini/wire.ts";
import type { Problem } from "../shared/transcript.ts";

export interface ModelPorts {
  readonly client: ChatClient;
  readonly options: () => GenerationOptions;
  readonly wording: Wording;
  readonly showProblem: (problem: Problem) => void;
}

/** One turn, without a conversation. */
export interface Question {
  readonly parts: readonly Part[];
  /** Beyond the person's own. */
  readonly systemInstruction?: string;
}

/** The answer's text as it comes, without thoughts. An unusual ending is told to the person. */
export async function* modelText(
  { client, options, wording, showProblem }: ModelPorts,
  question: Question,
  call: { readonly signal: AbortSignal; readonly onWait: (wait: Wait) => void },
): AsyncGenerator<string> {
  const { model, ...generation } = options();
  const instructions = [generation.systemInstruction, question.systemInstruction].filter(
    (text) => text !== undefined,
  );
  const request = {
    ...requestFrame({
      ...generation,
      model,
      includeThoughts: false,
      ...(instructions.length > 0 && { systemInstruction: instructions.join("\n\n") }),
    }),
    contents: [{ role: "user", parts: question.parts }],
  };
  const aggregator = new Aggregator();
  for await (const chunk of client.streamGenerateContent(model, request, call)) {
    aggregator.add(chunk);
    for (const part of chunk.candidates?.[0]?.content?.parts ?? []) {
      if (part.text !== undefined && part.thought !== true) {
        yield part.text;
      }
    }
  }
  const problem = wording.ending(endingOf(aggregator.answer));
  if (problem !== undefined) {
    showProblem(problem);
  }
}
