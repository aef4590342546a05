/** Tools a model may use: https://ai.google.dev/api/caching#Tool */
import type { Open } from "./wire.ts";

/** One kind of tool per element. */
export interface Tool {
  readonly functionDeclarations?: readonly FunctionDeclaration[];
  readonly googleSearch?: GoogleSearch;
  readonly googleSearchRetrieval?: GoogleSearchRetrieval;
  readonly urlContext?: EmptyConfig;
  readonly codeExecution?: EmptyConfig;
  readonly googleMaps?: { readonly enableWidget?: boolean };
  readonly fileSearch?: FileSearch;
  readonly computerUse?: ComputerUse;
  readonly mcpServers?: readonly McpServer[];
}

/** A switch: its presence turns the tool on. */
export type EmptyConfig = Readonly<Record<string, never>>;

export interface FunctionDeclaration {
  /** Letters, digits, `_ . - :`; at most 64 characters to be safe. */
  readonly name: string;
  readonly description?: string;
  /** Excludes `parametersJsonSchema`. */
  readonly parameters?: Schema;
  readonly parametersJsonSchema?: unknown;
  /** Excludes `responseJsonSchema`. */
  readonly response?: Schema;
  readonly responseJsonSchema?: unknown;
  readonly behavior?: Open<"UNSPECIFIED" | "BLOCKING" | "NON_BLOCKING">;
}

/** The API's subset of OpenAPI 3.0 schemas. 64-bit integers are strings. */
export interface Schema {
  readonly type?: Open<
    "TYPE_UNSPECIFIED" | "STRING" | "NUMBER" | "INTEGER" | "BOOLEAN" | "ARRAY" | "OBJECT" | "NULL"
  >;
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: string;
  readonly maxItems?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyOrdering?: readonly string[];
  readonly required?: readonly string[];
  readonly minProperties?: string;
  readonly maxProperties?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: string;
  readonly maxLength?: string;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
  readonly example?: unknown;
}

export interface GoogleSearch {
  /** RFC 3339 times; the end is exclusive. */
  readonly timeRangeFilter?: { readonly startTime?: string; readonly endTime?: string };
  readonly searchTypes?: { readonly webSearch?: EmptyConfig; readonly imageSearch?: EmptyConfig };
}

export interface GoogleSearchRetrieval {
  readonly dynamicRetrievalConfig?: {
    readonly mode?: Open<"MODE_UNSPECIFIED" | "MODE_DYNAMIC">;
    readonly dynamicThreshold?: number;
  };
}

export interface FileSearch {
  readonly fileSearchStoreNames?: readonly string[];
  readonly metadataFilter?: string;
  readonly topK?: number;
}

export interface ComputerUse {
  readonly environment?: Open<
    "ENVIRONMENT_UNSPECIFIED" | "ENVIRONMENT_BROWSER" | "ENVIRONMENT_MOBILE" | "ENVIRONMENT_DESKTOP"
  >;
  readonly excludedPredefinedFunctions?: readonly string[];
  readonly enablePromptInjectionDetection?: boolean;
  readonly disabledSafetyPolicies?: readonly Open<
    | "SAFETY_POLICY_UNSPECIFIED"
    | "FINANCIAL_TRANSACTIONS"
    | "SENSITIVE_DATA_MODIFICATION"
    | "COMMUNICATION_TOOL"
    | "ACCOUNT_CREATION"
    | "DATA_MODIFICATION"
    | "USER_CONSENT_MANAGEMENT"
    | "LEGAL_TERMS_AND_AGREEMENTS"
  >[];
}

export interface McpServer {
  readonly name?: string;
  readonly streamableHttpTransport?: {
    readonly url?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Duration such as `"30s"`. */
    readonly timeout?: string;
    readonly sseReadTimeout?: string;
    readonly terminateOnClose?: boolean;
  };
}

export interface ToolConfig {
  readonly functionCallingConfig?: {
    readonly mode?: Open<"MODE_UNSPECIFIED" | "AUTO" | "ANY" | "NONE" | "VALIDATED">;
    readonly allowedFunctionNames?: readonly string[];
  };
  readonly retrievalConfig?: {
    readonly latLng?: { readonly latitude?: number; readonly longitude?: number };
    readonly languageCode?: string;
  };
  readonly includeServerSideToolInvocations?: boolean;
}
