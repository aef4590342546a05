import type { GenerationConfig } from "../wire.ts";

const responseMimeTypes = [
  "text/plain",
  "application/json",
  "application/xml",
  "application/yaml",
  "text/x.enum",
];

/** Path in snake_case below the message that is looked at, and what is wrong there. */
export type Problem = readonly [field: string, text: string];

/** Of a generation config: values out of bounds, and fields at odds with each other. */
export function configProblems(config: GenerationConfig): readonly Problem[] {
  const { temperature, topP, maxOutputTokens, stopSequences, responseMimeType, logprobs } = config;
  const problems: (Problem | false)[] = [
    outside(temperature, 0, 2) && ["temperature", "temperature must be in the range [0.0, 2.0]."],
    outside(topP, 0, 1) && ["top_p", "top_p must be in the range [0.0, 1.0]."],
    outside(maxOutputTokens, 1, Infinity) && [
      "max_output_tokens",
      "max_output_tokens must be greater than 0.",
    ],
    (stopSequences?.length ?? 0) > 5 && ["stop_sequences", "at most 5 stop sequences are allowed."],
    responseMimeType !== undefined &&
      !responseMimeTypes.includes(responseMimeType) && [
        "response_mime_type",
        `allowed mimetypes are ${responseMimeTypes.map((type) => `\`${type}\``).join(", ")}.`,
      ],
    outside(logprobs, 0, 20) && ["logprobs", "logprobs must be in the range [0, 20]."],
    logprobs !== undefined &&
      config.responseLogprobs !== true && ["logprobs", "only allowed when response_logprobs is true."],
    ...schemaProblems(config),
    config.speechConfig?.voiceConfig !== undefined &&
      config.speechConfig.multiSpeakerVoiceConfig !== undefined && [
        "speech_config.voice_config",
        "voice_config and multi_speaker_voice_config are mutually exclusive.",
      ],
  ];
  return problems.filter((problem) => problem !== false);
}

function schemaProblems(config: GenerationConfig): readonly (Problem | false)[] {
  const jsonSchema = config.responseJsonSchema ?? config._responseJsonSchema;
  const isPlain = (config.responseMimeType ?? "text/plain") === "text/plain";
  return [
    (config.responseSchema ?? jsonSchema) !== undefined &&
      isPlain && [
        "response_schema",
        "only allowed when response_mime_type is `application/json` or `text/x.enum`.",
      ],
    config.responseSchema !== undefined &&
      jsonSchema !== undefined && [
        "response_schema",
        "response_schema and response_json_schema are mutually exclusive.",
      ],
  ];
}

export function outside(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && (value < least || value > most);
}
