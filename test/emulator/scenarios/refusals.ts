import { wrongKey } from "../auth.ts";
import { ApiFailure, detail, errorInfo } from "../failure.ts";
import type { JsonObject } from "../wire.ts";
import { refuse } from "../plan.ts";
import type { Options, Scenario, Situation } from "./scenario.ts";

type MakeFailure = (options: Options, situation: Situation) => ApiFailure;

function refusing(fields: Omit<Scenario, "apply">, failure: MakeFailure): Scenario {
  return {
    ...fields,
    apply: (plan, options, situation) => ({ ...plan, refusal: refuse(failure(options, situation)) }),
  };
}

const metric = "generativelanguage.googleapis.com/generate_content_free_tier_requests";
const help = detail("Help", {
  links: [
    {
      description: "Learn more about Gemini API quotas",
      url: "https://ai.google.dev/gemini-api/docs/rate-limits",
    },
  ],
});

interface Quota {
  readonly id: string;
  readonly limit: number;
  readonly retrySeconds?: number;
}

function exhausted({ id, limit, retrySeconds }: Quota, { model }: Situation): ApiFailure {
  const violation: JsonObject = {
    quotaMetric: metric,
    quotaId: id,
    quotaDimensions: { location: "global", model: model.version },
    ...(limit > 0 && { quotaValue: String(limit) }),
  };
  const message =
    "You exceeded your current quota, please check your plan and billing details. For more information on this " +
    "error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n" +
    `* Quota exceeded for metric: ${metric}, limit: ${limit}, model: ${model.version}`;
  return new ApiFailure(
    429,
    retrySeconds === undefined ? message : `${message}\nPlease retry in ${retrySeconds}s.`,
    [
      detail("QuotaFailure", { violations: [violation] }),
      help,
      ...(retrySeconds === undefined ? [] : [detail("RetryInfo", { retryDelay: `${retrySeconds}s` })]),
    ],
  );
}

const perMinute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
const perDay = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";

/** Scenarios in which the service answers with an error of its own. */
export const refusals = {
  "rate-limit": refusing(
    {
      summary: "429: the quota per minute is used up; RetryInfo says how long to wait (fractions too)",
      usage: "seconds=34.074824224 times=1",
      bare: "seconds",
      times: 1,
    },
    (options, situation) =>
      exhausted(
        { id: perMinute, limit: 10, retrySeconds: options.number("seconds", 34.074824224) },
        situation,
      ),
  ),
  "rate-limit-day": refusing(
    {
      summary: "429: the quota per day is used up; with seconds=N also a RetryInfo, as sometimes seen",
      usage: "seconds=",
    },
    (options, situation) => {
      const seconds = options.number("seconds", 0);
      return exhausted({ id: perDay, limit: 250, ...(seconds > 0 && { retrySeconds: seconds }) }, situation);
    },
  ),
  "quota-zero": refusing(
    { summary: "429 with limit: 0: the model is not in this key's tier", usage: "seconds=12" },
    (options, situation) =>
      exhausted({ id: perDay, limit: 0, retrySeconds: options.number("seconds", 12) }, situation),
  ),
  billing: refusing(
    { summary: "402: prepaid credits are used up, though the status reads RESOURCE_EXHAUSTED" },
    () =>
      new ApiFailure(
        402,
        "Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage " +
          "your project and billing.",
      ),
  ),
  overloaded: refusing(
    { summary: "503: the model is overloaded, then it works", usage: "times=2", times: 2 },
    () => new ApiFailure(503, "The model is overloaded. Please try again later."),
  ),
  "high-demand": refusing(
    { summary: "503 in its newer words, every time" },
    () =>
      new ApiFailure(
        503,
        "This model is currently experiencing high demand. Spikes in demand are usually temporary. " +
          "Please try again later.",
      ),
  ),
  internal: refusing(
    { summary: "500: an internal error, then it works", usage: "times=1", times: 1 },
    () => new ApiFailure(500, "An internal error has occurred. Please retry or report the problem."),
  ),
  deadline: refusing(
    { summary: "504: the deadline expired before the operation could complete" },
    () => new ApiFailure(504, "Deadline expired before operation could complete."),
  ),
  cancelled: refusing(
    { summary: "499: cancelled on the server's side, then it works", usage: "times=1", times: 1 },
    () => new ApiFailure(499, "The operation was cancelled."),
  ),
  region: refusing(
    { summary: "400 FAILED_PRECONDITION: the location is not supported" },
    () => new ApiFailure(400, "User location is not supported for the API use.", [], "FAILED_PRECONDITION"),
  ),
  "file-not-active": refusing(
    { summary: "400 FAILED_PRECONDITION: a file is not in an ACTIVE state" },
    () =>
      new ApiFailure(
        400,
        "The File emulated1 is not in an ACTIVE state and usage is not allowed.",
        [],
        "FAILED_PRECONDITION",
      ),
  ),
  "invalid-key": refusing(
    { summary: "400 API_KEY_INVALID, the key echoed in DebugInfo" },
    (_options, { apiKey }) => wrongKey(apiKey),
  ),
  "leaked-key": refusing(
    { summary: "403: the key was reported as leaked" },
    () => new ApiFailure(403, "Your API key was reported as leaked. Please use another API key."),
  ),
  "service-disabled": refusing(
    { summary: "403 SERVICE_DISABLED, with a link to the console" },
    () =>
      new ApiFailure(
        403,
        "Generative Language API has not been used in project 123456789 before or it is disabled. Enable it by " +
          "visiting https://console.developers.google.com/apis/api/generativelanguage.googleapis.com then retry.",
        [
          errorInfo("SERVICE_DISABLED"),
          detail("Help", {
            links: [
              {
                description: "Google developers console API activation",
                url: "https://console.developers.google.com/apis/api/generativelanguage.googleapis.com",
              },
            ],
          }),
        ],
      ),
  ),
  "restricted-key": refusing(
    { summary: "403 API_KEY_SERVICE_BLOCKED: the key is not allowed this method" },
    () =>
      new ApiFailure(
        403,
        "Requests to this API generativelanguage.googleapis.com method " +
          "google.ai.generativelanguage.v1beta.GenerativeService.StreamGenerateContent are blocked.",
        [errorInfo("API_KEY_SERVICE_BLOCKED")],
      ),
  ),
  unauthenticated: refusing(
    { summary: "401 ACCESS_TOKEN_TYPE_UNSUPPORTED" },
    () =>
      new ApiFailure(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other " +
          "valid authentication credential.",
        [errorInfo("ACCESS_TOKEN_TYPE_UNSUPPORTED")],
      ),
  ),
  "model-gone": refusing(
    { summary: "404: the model is not found" },
    (_options, { model }) =>
      new ApiFailure(
        404,
        `models/${model.id} is not found for API version v1beta, or is not supported for generateContent. Call ` +
          "ListModels to see the list of available models and their supported methods.",
      ),
  ),
} satisfies Readonly<Record<string, Scenario>>;
