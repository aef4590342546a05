/** How to generate: https://ai.google.dev/api/generate-content#generationconfig */
import type { Open, Struct } from "./wire.ts";
import type { Schema } from "./wireTools.ts";

export interface GenerationConfig {
  readonly candidateCount?: number;
  readonly stopSequences?: readonly string[];
  /** Caps thoughts and answer together. */
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly responseMimeType?: Open<"text/plain" | "application/json" | "text/x.enum">;
  readonly responseSchema?: Schema;
  readonly responseJsonSchema?: unknown;
  readonly _responseJsonSchema?: unknown;
  readonly responseFormat?: ResponseFormat;
  readonly responseLogprobs?: boolean;
  readonly logprobs?: number;
  readonly responseModalities?: readonly Open<
    "MODALITY_UNSPECIFIED" | "TEXT" | "IMAGE" | "AUDIO" | "VIDEO"
  >[];
  readonly speechConfig?: SpeechConfig;
  readonly thinkingConfig?: ThinkingConfig;
  readonly imageConfig?: {
    readonly aspectRatio?: string;
    readonly imageSize?: Open<"512" | "1K" | "2K" | "4K">;
  };
  readonly mediaResolution?: Open<
    | "MEDIA_RESOLUTION_UNSPECIFIED"
    | "MEDIA_RESOLUTION_LOW"
    | "MEDIA_RESOLUTION_MEDIUM"
    | "MEDIA_RESOLUTION_HIGH"
  >;
  readonly enableEnhancedCivicAnswers?: boolean;
  readonly enableAffectiveDialog?: boolean;
  readonly translationConfig?: {
    readonly targetLanguageCode?: string;
    readonly echoTargetLanguage?: boolean;
  };
  readonly audioTranscriptionConfig?: Struct;
}

export type ThinkingLevel = Open<
  "THINKING_LEVEL_UNSPECIFIED" | "MINIMAL" | "LOW" | "MEDIUM" | "HIGH" | "XHIGH"
>;

/** A budget (Gemini 2.5) or a level (since Gemini 3), never both. */
export interface ThinkingConfig {
  readonly includeThoughts?: boolean;
  /** Tokens; 0 is off where that is allowed, -1 leaves it to the model. */
  readonly thinkingBudget?: number;
  readonly thinkingLevel?: ThinkingLevel;
}

export interface ResponseFormat {
  readonly text?: {
    readonly mimeType?: Open<"MIME_TYPE_UNSPECIFIED" | "APPLICATION_JSON" | "TEXT_PLAIN">;
    /** A JSON Schema. */
    readonly schema?: unknown;
  };
  readonly image?: ImageFormat;
  readonly audio?: AudioFormat;
}

type Delivery = Open<"DELIVERY_UNSPECIFIED" | "INLINE" | "URI">;

export interface ImageFormat {
  readonly mimeType?: Open<"MIME_TYPE_UNSPECIFIED" | "IMAGE_JPEG">;
  readonly delivery?: Delivery;
  readonly aspectRatio?: Open<
    | "ASPECT_RATIO_UNSPECIFIED"
    | "ASPECT_RATIO_ONE_BY_ONE"
    | "ASPECT_RATIO_TWO_BY_THREE"
    | "ASPECT_RATIO_THREE_BY_TWO"
    | "ASPECT_RATIO_THREE_BY_FOUR"
    | "ASPECT_RATIO_FOUR_BY_THREE"
    | "ASPECT_RATIO_FOUR_BY_FIVE"
    | "ASPECT_RATIO_FIVE_BY_FOUR"
    | "ASPECT_RATIO_NINE_BY_SIXTEEN"
    | "ASPECT_RATIO_SIXTEEN_BY_NINE"
    | "ASPECT_RATIO_TWENTY_ONE_BY_NINE"
    | "ASPECT_RATIO_ONE_BY_EIGHT"
    | "ASPECT_RATIO_EIGHT_BY_ONE"
    | "ASPECT_RATIO_ONE_BY_FOUR"
    | "ASPECT_RATIO_FOUR_BY_ONE"
  >;
  readonly imageSize?: Open<
    | "IMAGE_SIZE_UNSPECIFIED"
    | "IMAGE_SIZE_FIVE_TWELVE"
    | "IMAGE_SIZE_ONE_K"
    | "IMAGE_SIZE_TWO_K"
    | "IMAGE_SIZE_FOUR_K"
  >;
}

export interface AudioFormat {
  readonly mimeType?: Open<
    | "MIME_TYPE_UNSPECIFIED"
    | "AUDIO_MP3"
    | "AUDIO_OGG_OPUS"
    | "AUDIO_L16"
    | "AUDIO_WAV"
    | "AUDIO_ALAW"
    | "AUDIO_MULAW"
  >;
  readonly delivery?: Delivery;
  /** Bits per second, compressed formats only. */
  readonly bitRate?: number;
  /** Hertz. */
  readonly sampleRate?: number;
}

export interface VoiceConfig {
  readonly prebuiltVoiceConfig?: { readonly voiceName?: string };
}

export interface SpeechConfig {
  readonly voiceConfig?: VoiceConfig;
  readonly multiSpeakerVoiceConfig?: {
    readonly speakerVoiceConfigs: readonly { readonly speaker: string; readonly voiceConfig: VoiceConfig }[];
  };
  /** BCP 47. */
  readonly languageCode?: string;
}
