import { useEffect } from "preact/hooks";
import { AttachmentList } from "../attachments/attachmentList.tsx";
import { usePage } from "../pageContext.ts";
import { ComposerInput } from "./composerInput.tsx";
import { focusInputWithPage } from "./input.ts";
import { Toolbar } from "./toolbar.tsx";

export function Composer() {
  const { attachments, draft, notice, transcript } = usePage();
  const canSend = (draft.text.value.trim() !== "" || attachments.canSend.value) && !transcript.busy.value;
  useEffect(focusInputWithPage, []);
  // A key may come before the text it follows has been rendered: what counts is the state, not this closure.
  const send = () => {
    if ((draft.text.peek().trim() !== "" || attachments.canSend.peek()) && !transcript.busy.peek()) {
      notice.clear();
      draft.send();
    }
  };
  return (
    <div class="composer">
      <div class="composer-box">
        <AttachmentList />
        <ComposerInput onSend={send} />
        <Toolbar canSend={canSend} onSend={send} />
      </div>
      {notice.text.value !== undefined && <p class="composer-notice">{notice.text.value}</p>}
    </div>
  );
}
