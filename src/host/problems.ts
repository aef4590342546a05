import * as vscode from "vscode";
import { GeminiError, type GeminiErrorKind } from "../gemini/errors.ts";
import type { Problem, ProblemAction } from "../shared/transcript.ts";
import { isHumanError } from "../base/humanError.ts";

/** What the words may speak of. */
export interface ProblemContext {
  readonly model: string;
  /** Host of the endpoint. */
  readonly host: string;
}

type Words = (
  error: GeminiError,
  context: ProblemContext,
) => { readonly title: string; readonly detail?: string; readonly actions: readonly ProblemAction[] };

const { t } = vscode.l10n;

/** Words for every kind of error, each with a next step; a new kind without words does not compile. */
const words: Readonly<Record<GeminiErrorKind, Words>> = {
  missingKey: (_, { host }) => ({
    title: t("{0} wants an API key.", host),
    detail: t("Set one; Google AI Studio makes it at aistudio.google.com/apikey."),
    actions: ["setKey"],
  }),
  invalidKey: (_, { host }) => ({
    title: t("{0} does not accept the API key.", host),
    detail: t("It may be mistyped, expired or deleted. Copy it again from Google AI Studio and set it anew."),
    actions: ["setKey", "retry"],
  }),
  leakedKey: () => ({
    title: t("Google has shut this API key off because it was found in public."),
    detail: t("Make a new key in Google AI Studio and set it here."),
    actions: ["setKey"],
  }),
  restrictedKey: (error) => ({
    title: t("The API key may not be used from here."),
    detail: t(
      "Its restrictions shut out this API or this address. Change them, or use another key. {0}",
      error.message,
    ),
    actions: ["setKey", "retry"],
  }),
  serviceDisabled: () => ({
    title: t("The Gemini API is not switched on in the key's project."),
    detail: t("Switch it on, wait a minute, and try again."),
    actions: ["retry", "setKey"],
  }),
  permission: (error) => ({
    title: t("The API key has no permission for this."),
    detail: error.message,
    actions: ["setKey", "pickModel", "retry"],
  }),
  region: () => ({
    title: t("Google does not offer the Gemini API where you are."),
    detail: t("The API's terms list the available regions; a key with billing in one of them may help."),
    actions: ["openSettings"],
  }),
  billing: () => ({
    title: t("The prepaid credit of the key's project is used up."),
    detail: t("Add credit in Google AI Studio, or use another key."),
    actions: ["setKey", "retry"],
  }),
  quotaPerMinute: (_, { model }) => ({
    title: t("Too many requests to {0} in the last minute.", model),
    detail: t("The limit is per minute: a short wait helps, or another model."),
    actions: ["retry", "pickModel"],
  }),
  quotaPerDay: (_, { model }) => ({
    title: t("Today's requests to {0} are used up.", model),
    detail: t("The limit is per day. Another model has its own; so has a project with billing."),
    actions: ["pickModel", "setKey", "retry"],
  }),
  quotaZero: (_, { model }) => ({
    title: t("{0} is not part of this key's plan.", model),
    detail: t("Choose another model, or switch on billing for the key's project."),
    actions: ["pickModel", "setKey"],
  }),
  notFound: (_, { model }) => ({
    title: t("The endpoint does not know {0}.", model),
    detail: t("The model may be retired or its name mistyped. Choose one from the list."),
    actions: ["pickModel", "retry"],
  }),
  fileState: (error) => ({
    title: t("A file of this conversation is gone or not ready on the server."),
    detail: error.message,
    actions: ["retry", "newChat"],
  }),
  fileFailed: (error) => ({
    title: t("Gemini could not process the file."),
    detail: t("It may be damaged or of another kind than its name says; attach another. {0}", error.message),
    actions: ["retry"],
  }),
  fileProcessing: () => ({
    title: t("Gemini is still looking through the file after a quarter of an hour."),
    detail: t("It may be stuck. Try again, which uploads nothing anew, or attach a shorter part of it."),
    actions: ["retry"],
  }),
  emptyFile: () => ({
    title: t("The file is empty."),
    detail: t("Gemini takes no empty files. Write something into it, or attach another."),
    actions: ["retry"],
  }),
  fileTooLarge: () => ({
    title: t("The file is larger than 2 GiB, the most that Gemini takes."),
    detail: t("Make it smaller, or attach a part of it."),
    actions: ["retry"],
  }),
  fileChanged: () => ({
    title: t("The file was changed while it was uploaded."),
    detail: t("Wait until nothing writes to it, and try again."),
    actions: ["retry"],
  }),
  fileDamaged: (_, { host }) => ({
    title: t("What arrived at {0} is not what was sent.", host),
    detail: t("The file was uploaded twice and deleted there. A proxy may change it; try another network."),
    actions: ["retry", "openNetworkSettings"],
  }),
  tooLarge: () => ({
    title: t("The message is too large to be sent."),
    detail: t(
      "Send fewer or smaller files, or lower castor.attachments.inlineLimit, so that they are uploaded before. A new chat begins without the earlier ones.",
    ),
    actions: ["openSettings", "newChat"],
  }),
  tooManyTokens: (_, { model }) => ({
    title: t("The conversation is longer than {0} can read.", model),
    detail: t(
      "Leave out the oldest of it or have it summarized, begin a new chat, or choose a model that reads more.",
    ),
    actions: ["leaveOutOldest", "summarizeOldest", "newChat", "pickModel"],
  }),
  signature: () => ({
    title: t("The server does not recognize the signature of an earlier answer."),
    detail: t("This happens after a change of model or key. A new chat is free of it."),
    actions: ["retry", "newChat"],
  }),
  badRequest: (error) => ({
    title: t("The endpoint refused the request."),
    detail: error.message,
    actions: ["retry", "openSettings", "showLog"],
  }),
  overloaded: (_, { model }) => ({
    title: t("{0} is overloaded at the moment.", model),
    detail: t("This passes. Try again in a little while, or choose another model."),
    actions: ["retry", "pickModel"],
  }),
  deadline: () => ({
    title: t("The server gave up on the question: it takes too long."),
    detail: t("Ask for less at once, or try again."),
    actions: ["retry", "pickModel"],
  }),
  cancelled: () => ({
    title: t("The server broke the answer off."),
    actions: ["retry"],
  }),
  server: () => ({
    title: t("The server had an error of its own."),
    detail: t("This is not your doing. Try again in a moment."),
    actions: ["retry", "pickModel", "showLog"],
  }),
  timeout: (_, { host }) => ({
    title: t("Nothing came from {0} for too long.", host),
    detail: t("The connection may be dead. How long Castor waits is in the settings."),
    actions: ["retry", "openSettings"],
  }),
  network: (error, { host }) => ({
    title: t("The connection to {0} failed.", host),
    detail: t("Check the network, and the proxy in http.proxy if you are behind one. ({0})", code(error)),
    actions: ["retry", "openNetworkSettings"],
  }),
  certificate: (error, { host }) => ({
    ...certificateTrouble(code(error), host),
    actions: ["openNetworkSettings", "retry"],
  }),
  proxy: (error) => ({
    title: t("The proxy did not let the request through."),
    detail: t("Check http.proxy and the credentials in it, or http.proxyAuthorization. ({0})", error.message),
    actions: ["openNetworkSettings", "retry"],
  }),
  endpoint: (error) => ({
    title: t("The endpoint in the settings cannot be used."),
    detail: error.message,
    actions: ["openSettings"],
  }),
  redirect: (_, { host }) => ({
    title: t("{0} wanted to send the request elsewhere.", host),
    detail: t(
      "Castor does not follow, because your key would go along. Set castor.endpoint to the final address.",
    ),
    actions: ["openSettings"],
  }),
  empty: (_, { host }) => ({
    title: t("{0} answered with nothing.", host),
    actions: ["retry"],
  }),
  protocol: (error, { host }) => ({
    title: t("What came from {0} is not the Gemini API's language.", host),
    detail: t("Look at castor.endpoint: a proxy's or a login page may have answered. {0}", error.message),
    actions: ["openSettings", "openNetworkSettings", "retry"],
  }),
};

function certificateTrouble(
  reason: string,
  host: string,
): { readonly title: string; readonly detail: string } {
  if (reason === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return {
      title: t("What answers as {0} shows a certificate for another name.", host),
      detail: t("Check castor.endpoint, and http.proxy: something else may be answering. ({0})", reason),
    };
  }
  if (reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID") {
    return {
      title: t("The certificate of {0} is not valid today.", host),
      detail: t("Check this machine's clock. If it is right, the server has to renew it. ({0})", reason),
    };
  }
  return {
    title: t("The certificate of {0} could not be verified.", host),
    detail: t(
      "Where a company inspects connections, its certificate must be known to the system, with http.systemCertificates on, or be named in NODE_EXTRA_CA_CERTS. ({0})",
      reason,
    ),
  };
}

/** Any failure in a person's words. */
export function problemOf(error: unknown, context: ProblemContext): Problem {
  if (error instanceof GeminiError) {
    const problem = words[error.kind](error, context);
    const links = error.links.map(({ description, url }) => ({ label: description, url }));
    return links.length > 0 ? { ...problem, links } : problem;
  }
  if (isHumanError(error)) {
    return { title: error.message, actions: ["retry"] };
  }
  return {
    title: t("Castor stumbled over an error of its own."),
    detail: t("The log says more. What you wrote is kept."),
    actions: ["retry", "showLog"],
  };
}

/** A problem in one line, for where there is room for no more. */
export function sentence(problem: Problem): string {
  return problem.detail === undefined ? problem.title : `${problem.title} ${problem.detail}`;
}

export function endpointTrouble(reason: "notAUrl" | "insecure" | "credentials"): string {
  switch (reason) {
    case "notAUrl":
      return t("The setting castor.endpoint is not a web address.");
    case "insecure":
      return t("The endpoint must begin with https: over http the key could be read on the way.");
    case "credentials":
      return t("The endpoint must be a bare address, without user name, query or fragment.");
  }
}

function code(error: GeminiError): string {
  return error.reason ?? error.message;
}
