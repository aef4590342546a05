/** The JSON of the API as far as the emulator reads or writes it. Written apart from the client's types on purpose: the two check each other. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Part {
  readonly text?: string;
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly videoMetadata?: {
    readonly fps?: number;
    /** Durations, such as `1.5s`. */
    readonly startOffset?: string;
    readonly endOffset?: string;
  };
  readonly mediaResolution?: { readonly level?: string };
  readonly inlineData?: { readonly mimeType?: string; readonly data?: string };
  readonly fileData?: { readonly fileUri?: string; readonly mimeType?: string };
  readonly functionCall?: FunctionCall;
  readonly functionResponse?: {
    readonly id?: string;
    readonly name?: string;
    readonly response?: JsonObject;
  };
  readonly executableCode?: { readonly language: string; readonly code: string };
  readonly codeExecutionResult?: { readonly outcome: string; readonly output?: string };
  readonly toolCall?: { readonly id: string; readonly toolType: string; readonly args: JsonObject };
  readonly toolResponse?: { readonly id: string; readonly toolType: string; readonly response: JsonObject };
}

export interface FunctionCall {
  readonly id?: string;
  readonly name?: string;
  readonly args?: JsonObject;
}

export interface Content {
  readonly role?: string;
  readonly parts?: readonly Part[];
}

export interface FunctionDeclaration {
  readonly name?: string;
  readonly description?: string;
  readonly parameters?: JsonObject;
  readonly parametersJsonSchema?: JsonObject;
  readonly response?: JsonObject;
  readonly responseJsonSchema?: JsonObject;
}

export interface GenerateContentRequest {
  readonly contents?: readonly Content[];
  readonly systemInstruction?: Content;
  readonly tools?: readonly {
    readonly functionDeclarations?: readonly FunctionDeclaration[];
    readonly googleSearch?: JsonObject;
    readonly codeExecution?: JsonObject;
  }[];
  readonly toolConfig?: {
    readonly functionCallingConfig?: {
      readonly mode?: string;
      readonly allowedFunctionNames?: readonly string[];
    };
    readonly includeServerSideToolInvocations?: boolean;
  };
  readonly safetySettings?: readonly { readonly category?: string; readonly threshold?: string }[];
  readonly generationConfig?: GenerationConfig;
  readonly cachedContent?: string;
  readonly continuationToken?: string;
}

export interface GenerationConfig {
  readonly mediaResolution?: string;
  readonly candidateCount?: number;
  readonly stopSequences?: readonly string[];
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly responseMimeType?: string;
  readonly responseSchema?: JsonObject;
  readonly responseJsonSchema?: JsonObject;
  readonly _responseJsonSchema?: JsonObject;
  readonly responseLogprobs?: boolean;
  readonly logprobs?: number;
  readonly speechConfig?: {
    readonly voiceConfig?: JsonObject;
    readonly multiSpeakerVoiceConfig?: JsonObject;
  };
  readonly responseFormat?: { readonly text?: { readonly mimeType?: string; readonly schema?: JsonObject } };
  readonly responseModalities?: readonly string[];
  readonly thinkingConfig?: {
    readonly includeThoughts?: boolean;
    readonly thinkingBudget?: number;
    readonly thinkingLevel?: string;
  };
}

export interface CountTokensRequest {
  readonly contents?: readonly Content[];
  readonly generateContentRequest?: GenerateContentRequest & { readonly model?: string };
}

export interface Candidate {
  readonly content?: Content;
  readonly finishReason?: string;
  readonly finishMessage?: string;
  readonly index?: number;
  readonly continuationToken?: string;
  readonly groundingMetadata?: JsonObject;
  readonly urlContextMetadata?: JsonObject;
  readonly citationMetadata?: JsonObject;
  readonly safetyRatings?: readonly JsonObject[];
}

export interface UsageMetadata {
  readonly promptTokenCount: number;
  readonly candidatesTokenCount?: number;
  readonly thoughtsTokenCount?: number;
  readonly totalTokenCount: number;
  readonly promptTokensDetails?: readonly ModalityCount[];
}

export interface ModalityCount {
  readonly modality: string;
  readonly tokenCount: number;
}

/** One GenerateContentResponse: an event of a stream, or the whole of a unary answer. */
export interface Chunk {
  readonly candidates?: readonly Candidate[];
  readonly promptFeedback?: JsonObject;
  readonly usageMetadata?: UsageMetadata;
  readonly modelVersion?: string;
  readonly responseId?: string;
  readonly modelStatus?: JsonObject;
}
