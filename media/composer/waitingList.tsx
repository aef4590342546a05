import type { WaitingMessage } from "../../src/shared/queue.ts";
import { Icon, IconButton } from "../icon.tsx";
import { formatNumber, t } from "../l10n.ts";
import { usePage } from "../pageContext.ts";
import { plainName } from "../words/names.ts";
import { focusInput } from "./input.ts";

/** Characters of a message that name it. */
const NAME_LENGTH = 60;

/** The messages that wait for the end of an answer, above the box they were written in. */
export function WaitingList() {
  const { waiting, transcript } = usePage();
  const messages = waiting.messages.value;
  const isHeld = waiting.held.value && !transcript.busy.value;
  const [first] = messages;
  return (
    <>
      {first !== undefined && (
        <section class="waiting-list" aria-label={t("Messages that wait")}>
          <div class="waiting-head">
            <span>{isHeld ? t("Not sent yet") : t("Sent when the answer has ended")}</span>
            {isHeld && (
              <button
                type="button"
                class="button button-secondary"
                onClick={() => {
                  waiting.act("send", first.id);
                  focusInput();
                }}
              >
                {messages.length === 1 ? t("Send") : t("Send One After the Other")}
              </button>
            )}
          </div>
          <ol>
            {messages.map((message) => (
              <Row key={message.id} message={message} />
            ))}
          </ol>
        </section>
      )}
      <Removed />
    </>
  );
}

function Row({ message }: { readonly message: WaitingMessage }) {
  const { waiting } = usePage();
  const { id, text, files } = message;
  const name = nameOf(message);
  const act = (action: "edit" | "send") => () => {
    waiting.act(action, id);
    focusInput();
  };
  return (
    <li class="waiting-row">
      <bdi class="waiting-text" title={text}>
        {text || files.map(plainName).join(", ")}
      </bdi>
      {files.length > 0 && (
        <span class="waiting-files" title={files.map(plainName).join("\n")}>
          <Icon name="attach" />{" "}
          {files.length === 1 ? t("1 file") : t("{0} files", formatNumber(files.length))}
        </span>
      )}
      <IconButton
        icon="edit"
        label={t("Edit: {0}", name)}
        title={t("Take It Back into the Box")}
        onClick={act("edit")}
      />
      <IconButton
        icon="trash"
        label={t("Remove: {0}", name)}
        title={t("Remove")}
        onClick={() => waiting.act("remove", id)}
      />
      <IconButton
        icon="send"
        label={t("Send now: {0}", name)}
        title={t("Send Now: Stops the Answer")}
        onClick={act("send")}
      />
    </li>
  );
}

/** Takes the last removal back. */
function Removed() {
  const { waiting } = usePage();
  const id = waiting.removed.value;
  return id === undefined ? null : (
    <p class="waiting-removed">
      <span>{t("The message is removed")}</span>{" "}
      <button
        type="button"
        class="link-button"
        // What was removed had the focus.
        ref={(button) => button?.focus()}
        onClick={() => {
          waiting.act("restore", id);
          focusInput();
        }}
      >
        {t("Undo")}
      </button>
    </p>
  );
}

function nameOf({ text, files }: WaitingMessage): string {
  const name = text.trim().replace(/\s+/g, " ") || files.map(plainName).join(", ");
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
}
