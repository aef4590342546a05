import "@vscode/codicons/dist/codicon.css";
import "./styles/main.css";
import { connectToHost } from "./host.ts";
import { warmUp } from "./markdown/warmUp.ts";
import { startPage } from "./startPage.tsx";
import { reportViewErrors } from "./viewErrors.ts";

const root = document.getElementById("root");
if (!root) {
  throw new Error("The page has no root element.");
}
const { host, memory } = connectToHost();
reportViewErrors(host, window);
startPage(root, window, host, { memory, prepare: () => void warmUp() });
