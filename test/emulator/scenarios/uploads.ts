import { wrongKey } from "../auth.ts";
import { ApiFailure } from "../failure.ts";
import type { FileFate, GoneAs, Interruption, UploadFaults } from "../files/fileFate.ts";
import { goneFailure } from "../files/fileStore.ts";
import { type Refusal, refuse } from "../plan.ts";
import type { Endpoint } from "./director.ts";
import type { Options, Scenario } from "./scenario.ts";

type Fields = Omit<Scenario, "apply">;

function faulty(fields: Fields, faults: (options: Options) => UploadFaults): Scenario {
  return { ...fields, apply: (plan, options) => ({ ...plan, upload: faults(options) }) };
}

function interrupted(how: Interruption["how"], summary: string, seconds = 0): Scenario {
  const usage = `bytes=half seconds=${seconds} times=1`;
  const fields: Fields = { summary, usage, bare: "bytes", times: 1, on: "uploadData" };
  return faulty(fields, (options) => {
    const bytes = options.number("bytes", -1);
    const holdMs = 1000 * options.number("seconds", seconds);
    return { interrupt: { how, ...(bytes >= 0 && { bytes }), ...(holdMs > 0 && { holdMs }) } };
  });
}

function fated(fields: Omit<Fields, "on">, fate: (options: Options) => FileFate): Scenario {
  return faulty({ ...fields, on: "file" }, (options) => ({ fate: fate(options) }));
}

function refused(on: Endpoint, summary: string, refusal: () => Refusal): Scenario {
  const fields: Fields = { summary, usage: "times=1", times: 1, on };
  return { ...fields, apply: (plan) => ({ ...plan, refusal: refusal() }) };
}

/** The Files API has no words for it. */
const unavailable = () => refuse(new ApiFailure(503, ""));
const internal = () => refuse(new ApiFailure(500, "An internal error has occurred. Please retry."));

/** Scenarios of the Files API. Asked for in a message, they befall the next upload. */
export const uploads = {
  "upload-start-503": refused("uploadStart", "an upload's start: 503, then it works", unavailable),
  "upload-start-key": refused("uploadStart", "an upload's start: the key is not valid", () =>
    refuse(wrongKey("")),
  ),
  "upload-reset": interrupted("reset", "an upload breaks off by TCP reset when so many bytes are stored"),
  "upload-503": interrupted("unavailable", "an upload stores so many of a request's bytes and answers 503"),
  "upload-stall": interrupted("stall", "an upload stores so many bytes, reads no more and says nothing"),
  "upload-short": interrupted(
    "short",
    "an upload stores so many bytes and says so: active, inside the piece",
  ),
  "upload-pause": interrupted(
    "pause",
    "an upload stores so many bytes, rests, and goes on as if nothing had been",
    3,
  ),
  "upload-finalize-503": faulty(
    { summary: "an upload is complete, and the answer is 503", usage: "times=1", times: 1, on: "uploadData" },
    () => ({ loseReply: true }),
  ),
  "upload-session-expired": faulty(
    {
      summary: "an upload's address is unknown all at once: 404",
      usage: "times=1",
      times: 1,
      on: "uploadData",
    },
    () => ({ forget: true }),
  ),
  "upload-query-500": refused(
    "uploadQuery",
    "the question how far an upload is: 500, then it works",
    internal,
  ),
  "file-hash": fated({ summary: "a file's sha256Hash is that of other bytes" }, () => ({ wrongHash: true })),
  "file-processing": fated(
    { summary: "a file is PROCESSING for so many polls", usage: "polls=3", bare: "polls" },
    (options) => ({ processingPolls: options.number("polls", 3) }),
  ),
  "file-failed": fated({ summary: "a file is FAILED after its processing" }, () => ({ fails: true })),
  "file-stateless": fated(
    { summary: "a file has no state in so many answers", usage: "answers=2", bare: "answers" },
    (options) => ({ statelessAnswers: options.number("answers", 2) }),
  ),
  "file-expired": fated(
    { summary: "a file is gone when it is asked for or used: 403, 404 or 400", usage: "as=403", bare: "as" },
    (options) => ({ goneAs: goneAs(options.number("as", 403)) }),
  ),
  "file-poll-503": refused("files", "a question for a file: 503, then it works", unavailable),
  "file-poll-403": refused("files", "a question for a file: 403, though it is there, then it works", () =>
    refuse(goneFailure("emulated1", 403)),
  ),
} satisfies Readonly<Record<string, Scenario>>;

function goneAs(status: number): GoneAs {
  return status === 404 || status === 400 ? status : 403;
}
