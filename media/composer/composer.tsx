import { useEffect, useState } from "preact/hooks";
import { AttachmentList } from "../attachments/attachmentList.tsx";
import { usePage } from "../pageContext.ts";
import { ContextBar } from "./contextBar.tsx";
import { ComposerInput } from "./composerInput.tsx";
import { focusInput, focusInputWithPage } from "./input.ts";
import { focusOverflow, Overflow } from "./overflow.tsx";
import { Toolbar } from "./toolbar.tsx";
import { WaitingList } from "./waitingList.tsx";

export function Composer() {
  const { attachments, draft, host, notice, room, transcript, waiting } = usePage();
  const hasMessage = draft.text.value.trim() !== "" || attachments.canSend.value;
  const [isOpen, setOpen] = useState(false);
  const count = attachments.tokens.value;
  useEffect(focusInputWithPage, []);
  const sendAnyway = () => {
    notice.clear();
    draft.send();
  };
  // A key may come before the text it follows has been rendered: what counts is the state, not this closure.
  const send = () => {
    const [next] = waiting.messages.peek();
    if (draft.text.peek().trim() !== "" || attachments.canSend.peek()) {
      if (room.isAsked.peek()) {
        focusOverflow();
      } else {
        sendAnyway();
      }
    } else if (next !== undefined && !transcript.busy.peek()) {
      waiting.act("send", next.id);
    }
  };
  return (
    <div class="composer">
      <WaitingList />
      <Overflow sendAnyway={sendAnyway} />
      {isOpen && count && (
        <ContextBar
          count={count}
          onClose={() => {
            setOpen(false);
            focusInput();
          }}
        />
      )}
      <div class="composer-box">
        <AttachmentList />
        <ComposerInput onSend={send} />
        <Toolbar
          hasMessage={hasMessage}
          onSend={send}
          context={{
            isOpen,
            onToggle: () => {
              setOpen(!isOpen);
              host.post({ type: "showContext" });
            },
          }}
        />
      </div>
      {notice.text.value !== undefined && <p class="composer-notice">{notice.text.value}</p>}
    </div>
  );
}
